import type { StageNow } from "./preparation.ts";

/** What a stage does right now, for a terminal; undefined when it does not tell. */
export function doingOf({ detail, step }: StageNow): string | undefined {
  return step ? `${step.id} (step ${step.number} of ${step.of})` : detail;
}
