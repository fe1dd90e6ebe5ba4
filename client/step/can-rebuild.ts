import type { LessonPage } from "../../server/protocol.ts";

/** Whether the state in which a step begins can be brought about again: there is something before it, and each check there has a solution. */
export function canRebuild(page: LessonPage | undefined, step: number): boolean {
  if (!page || step < 1) return false;
  return page.steps.slice(0, step).every(({ hasCheck, hasSolve }) => hasSolve || !hasCheck);
}
