import type { Token } from "marked";
import { textsOf } from "../lesson-parts.ts";
import type { Lesson, LessonText } from "../lesson.ts";
import { parseAction } from "../markdown/action-body.ts";
import type { Mistake } from "../mistakes.ts";
import { nearWord } from "../near-word.ts";
import type { Readings } from "../read-texts.ts";
import { mostTerminals } from "../start-terminals.ts";
import { type WrittenAction, writtenActions } from "./written-actions.ts";

const verbs = ["exec", "execute", "copy", "open", "preview"];
/** One word or more, as an action has them; templates put a space, a point or a dollar sign first. */
const looksLikeAction = /^[a-z]+(?: |$)/i;
const templateWords = /^(?:if|else|end|range|with|template|define|block|include|item|value|values)\b/i;

/** Actions in texts that cannot work: a terminal or a machine that there is not, a port that is none, a word that is no action, one that does not stand directly behind its code, or stands behind a backtick that ends none. */
export function* actionRules(lesson: Lesson, readings: Readings): Generator<Mistake> {
  for (const { text } of textsOf(lesson)) yield* actionMistakes(text, readings.get(text)?.tokens ?? []);
}

function* actionMistakes({ file, markdown }: LessonText, tokens: readonly Token[]): Generator<Mistake> {
  if (!markdown.includes("{{")) return;
  for (const action of writtenActions(tokens, markdown)) for (const message of messagesAbout(action)) yield { file, line: action.line, message };
}

function* messagesAbout({ body, place }: WrittenAction): Generator<string> {
  if (place === "directly") return yield* bodyMistakes(body);
  const kind = parseAction(body)?.kind;
  if (kind === undefined || kind === "none") return;
  if (place === "after a lone backtick") return yield `{{${body}}} is only text here: the backtick before it ends no code, none is open`;
  yield `{{${body}}} is only text here: write it directly behind ${place === "after the fence" ? "the fence that ends the code, in the same line" : "the code, without a space"}`;
}

function* bodyMistakes(body: string): Generator<string> {
  const [verb = "", ...modifiers] = body.trim().split(/\s+/);
  const action = parseAction(body);
  if (!action) {
    const meant = nearWord(verb, verbs);
    if (verb.toLowerCase() === "preview") yield `{{${body}}} opens nothing: write a port from 1 to 65535, as in {{preview 30080 /path}}`;
    else if (meant) yield `{{${body}}} is no action; is "${meant}" meant?`;
    else if (looksLikeAction.test(body) && !templateWords.test(body)) yield `{{${body}}} is no action: {{exec}} runs code, {{copy}} copies it, {{open}} opens a file, {{preview 30080}} a port`;
    return;
  }
  if (action.kind !== "run") return;
  for (const word of modifiers) {
    const terminal = /^T(\d+)$/i.exec(word)?.[1];
    if (terminal !== undefined && (Number(terminal) < 1 || Number(terminal) > mostTerminals)) yield `there is no terminal ${word}: there are T1 to T${mostTerminals}`;
    const machine = /^HOST(\d+)$/i.exec(word)?.[1];
    if (machine !== undefined && machine !== "1") yield `there is no machine ${word}: an environment has one, HOST1, and this runs in ${action.terminal ?? "the terminal in front"} of it`;
  }
}
