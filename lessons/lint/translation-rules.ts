import { type CommandButton, lessonCommands } from "../command-buttons.ts";
import type { InLanguages, Lesson, LessonLanguage, LessonText } from "../lesson.ts";
import type { Mistake } from "../mistakes.ts";
import { languagesOf, partsOf } from "../lesson-parts.ts";

/** A translation that is missing in part, or that clicks other commands than the original. */
export function* translationRules(lesson: Lesson): Generator<Mistake> {
  const [own, other] = languagesOf(lesson);
  if (!own || !other) return;
  const mirror = mirrorOf(lesson, own, other);
  const index = `${mirror}/index.json`;
  for (const key of ["title", "description"] as const) if (isMissing(lesson[key], own, other)) yield { file: index, line: 1, message: `has no ${key}` };
  for (const { name, part, step } of partsOf(lesson)) {
    if (isMissing(part.title, own, other)) yield { file: index, line: 1, message: `${name} has no title` };
    yield* missingText(part.text, { own, other, mirror });
    if (step !== undefined) yield* missingText(lesson.steps[step]?.hint ?? {}, { own, other, mirror });
  }
  yield* otherCommands(lesson, own, other);
}

function isMissing<T>(texts: InLanguages<T>, own: LessonLanguage, other: LessonLanguage): boolean {
  return texts[own] !== undefined && texts[other] === undefined;
}

/** Where the translated texts are, from the lesson's folder: in it, or in a folder around it. */
function mirrorOf(lesson: Lesson, own: LessonLanguage, other: LessonLanguage): string {
  for (const { part } of partsOf(lesson)) {
    const [original, translated] = [part.text[own]?.file, part.text[other]?.file];
    if (original !== undefined && translated?.endsWith(`/${original}`)) return translated.slice(0, -original.length - 1);
  }
  return `_${other}`;
}

function* missingText(texts: InLanguages<LessonText>, { own, other, mirror }: { own: LessonLanguage; other: LessonLanguage; mirror: string }): Generator<Mistake> {
  const original = texts[own];
  if (!original || texts[other]) return;
  if (original.file === "index.json") yield { file: original.file, line: 1, message: "a hint that stands in index.json cannot be translated: give it a file of its own" };
  else yield { file: original.file, line: 1, message: `has no translation: ${mirror}/${original.file} is missing` };
}

function* otherCommands(lesson: Lesson, own: LessonLanguage, other: LessonLanguage): Generator<Mistake> {
  const [original, translated] = [lessonCommands(lesson, own), lessonCommands(lesson, other)];
  const pairs = [
    { text: lesson.intro?.text[other], from: original.intro, to: translated.intro },
    ...lesson.steps.map((step, n) => ({ text: step.text[other], from: original.steps[n] ?? [], to: translated.steps[n] ?? [] })),
    { text: lesson.finish?.text[other], from: original.finish, to: translated.finish },
  ];
  for (const { text, from, to } of pairs) {
    if (!text) continue;
    const n = Array.from({ length: Math.max(from.length, to.length) }).findIndex((_, place) => JSON.stringify(from[place]) !== JSON.stringify(to[place]));
    if (n < 0) continue;
    yield { file: text.file, line: lineOf(text.markdown, to[n]?.command), message: `clicks ${shown(to[n])} where the original clicks ${shown(from[n])}` };
  }
}

function lineOf(markdown: string, command: string | undefined): number {
  const first = command?.trim().split("\n")[0];
  const at = first ? markdown.indexOf(first) : -1;
  return at < 0 ? 1 : markdown.slice(0, at).split("\n").length;
}

function shown(button: CommandButton | undefined): string {
  if (!button) return "nothing more";
  const where = [button.terminal && `in ${button.terminal}`, button.interrupt && "with Ctrl-C first", !button.enter && "without Enter"].filter(Boolean).join(" ");
  return `${JSON.stringify(button.command)}${where ? ` ${where}` : ""}`;
}
