import type { TestGroup } from "./group.ts";

/** Minutes that a whole run may take. CI ends it after 90, npm packages included: a run that hangs has to end before, with its summary. */
export const runLimitMinutes = 80;

/** Minutes that a group may take when so many of the run are gone: its own limit, or what is left. */
export function limitOf({ limitMinutes }: Pick<TestGroup, "limitMinutes">, goneMinutes: number): number {
  return Math.max(0, Math.min(limitMinutes, runLimitMinutes - goneMinutes));
}
