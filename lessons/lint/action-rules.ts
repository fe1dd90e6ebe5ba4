import type { Lesson, LessonText } from "../lesson.ts";
import { parseAction } from "../markdown/action-body.ts";
import type { Mistake } from "../mistakes.ts";
import { nearWord } from "../near-word.ts";
import { partsOf } from "../lesson-parts.ts";

/** As many terminals as the page opens for one learner. */
const mostTerminals = 8;
const verbs = ["exec", "execute", "copy", "open", "preview"];

/** Actions in texts that cannot work: a terminal or a machine that there is not, a port that is none, a word that is no action. */
export function* actionRules(lesson: Lesson): Generator<Mistake> {
  for (const { part } of partsOf(lesson)) for (const text of Object.values(part.text)) yield* actionMistakes(text);
  for (const { hint, answer } of lesson.steps) for (const text of [...Object.values(hint ?? {}), ...Object.values(answer ?? {})]) yield* actionMistakes(text);
}

function* actionMistakes({ file, markdown }: LessonText): Generator<Mistake> {
  let line = 1;
  let at = 0;
  for (const found of markdown.matchAll(/[`~]\{\{([^{}\n]*)\}\}/g)) {
    for (; at < found.index; at++) if (markdown[at] === "\n") line++;
    for (const message of bodyMistakes(found[1] ?? "")) yield { file, line, message };
  }
}

function* bodyMistakes(body: string): Generator<string> {
  const [verb = "", ...modifiers] = body.trim().split(/\s+/);
  const action = parseAction(body);
  if (!action) {
    const meant = nearWord(verb, verbs);
    if (verb.toLowerCase() === "preview") yield `{{${body}}} opens nothing: write a port from 1 to 65535, as in {{preview 30080 /path}}`;
    else if (meant) yield `{{${body}}} is no action; is "${meant}" meant?`;
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
