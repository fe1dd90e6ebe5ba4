import type { Lesson, LessonLanguage, LessonPart } from "../lesson.ts";
import type { Mistake } from "../mistakes.ts";

/** Looks at a lesson that can be loaded for one kind of mistake. */
export type Rule = (lesson: Lesson) => Iterable<Mistake>;

/** True for a lesson written for Tatami: what it promises (a check and a solution for each step) is held against it, which would be unfair to a scenario from elsewhere. */
export function isOurs(lesson: Lesson): boolean {
  return lesson.verifyAs === "checker";
}

/** Everything of a lesson that is read: intro, steps, finish; `name` is where it stands in index.json. */
export function* partsOf(lesson: Lesson): Generator<{ name: string; part: LessonPart; step?: number }> {
  if (lesson.intro) yield { name: "intro", part: lesson.intro };
  for (const [step, part] of lesson.steps.entries()) yield { name: `step ${step + 1}`, part, step };
  if (lesson.finish) yield { name: "finish", part: lesson.finish };
}

/** The languages that a lesson has a title or a text in, its own first. */
export function languagesOf(lesson: Lesson): LessonLanguage[] {
  const other: LessonLanguage = lesson.language === "ja" ? "en" : "ja";
  const translated = lesson.title[other] !== undefined || [...partsOf(lesson)].some(({ part }) => part.text[other] !== undefined);
  return translated ? [lesson.language, other] : [lesson.language];
}
