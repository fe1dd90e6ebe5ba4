import { isHidden } from "./layout.ts";
import type { InLanguages, Lesson, LessonLanguage, LessonPart, LessonText } from "./lesson.ts";

/** Everything of a lesson that is read: intro, steps, finish; `name` is where it stands in index.json. */
export function* partsOf(lesson: Lesson): Generator<{ name: string; part: LessonPart; step?: number }> {
  if (lesson.intro) yield { name: "intro", part: lesson.intro };
  for (const [step, part] of lesson.steps.entries()) yield { name: `step ${step + 1}`, part, step };
  if (lesson.finish) yield { name: "finish", part: lesson.finish };
}

/** Every text of a lesson, hints and answers too, in each of its languages, with the part it belongs to, as pages count: -1 intro, the number of steps for the finish. */
export function* textsOf(lesson: Lesson): Generator<{ text: LessonText; part: number }> {
  const { intro, steps, finish } = lesson;
  const inPart = (part: number, ...all: (InLanguages<LessonText> | undefined)[]) => all.flatMap((texts) => Object.values(texts ?? {}).map((text) => ({ text, part })));
  yield* inPart(-1, intro?.text);
  for (const [part, { text, hint, answer }] of steps.entries()) yield* inPart(part, text, hint, answer);
  yield* inPart(steps.length, finish?.text);
}

/** The part of this number, as pages count: -1 intro, the number of steps for the finish; undefined where the lesson has none. */
export function partOf({ intro, steps, finish }: Lesson, part: number): LessonPart | undefined {
  if (part === -1) return intro;
  return part === steps.length ? finish : steps[part];
}

/** The number of the part that is shown first: -1 for an intro, 0 where there is none to be seen. */
export function firstPart(lesson: Pick<Lesson, "intro" | "foreign">): -1 | 0 {
  return lesson.intro && !isHidden(lesson, "intro") ? -1 : 0;
}

/** The languages that a lesson has a title or a text in, its own first. */
export function languagesOf(lesson: Lesson): LessonLanguage[] {
  const other: LessonLanguage = lesson.language === "ja" ? "en" : "ja";
  const translated = lesson.title[other] !== undefined || [...partsOf(lesson)].some(({ part }) => part.text[other] !== undefined);
  return translated ? [lesson.language, other] : [lesson.language];
}
