import type { Lesson } from "../lesson.ts";
import type { Mistake } from "../mistakes.ts";
import type { Readings } from "../read-texts.ts";

/** Looks at a lesson that can be loaded for one kind of mistake. */
export type Rule = (lesson: Lesson, readings: Readings) => Iterable<Mistake>;

/** True for a lesson written for Tatami: what it promises (a check and a solution for each step) is held against it, which would be unfair to a scenario from elsewhere. */
export function isOurs(lesson: Lesson): boolean {
  return lesson.verifyAs === "checker";
}
