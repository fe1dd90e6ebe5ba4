import type { Holder } from "../../clusters/holder/holder.ts";
import { enterPart } from "../../lessons/enter-part.ts";
import type { Lesson } from "../../lessons/lesson.ts";
import { solveSteps } from "../../lessons/proof/solve-steps.ts";
import { Refusal } from "../refusal.ts";

/** How a state is brought about again. */
export interface RebuildOptions {
  /** Index of the step to stand at; the number of steps for the finish. */
  step: number;
  holder: Holder;
  signal: AbortSignal;
  /** Told before each solution, as a stage of the environment's coming. */
  onStage: (stage: { step: string; done: number; total: number }) => void;
}

/** Throws Refusal when a step before this one is checked and has no solution: what comes after it cannot be brought about. */
export function requireSolutions(lesson: Lesson, step: number): void {
  const lacking = lesson.steps.slice(0, Math.max(0, step)).findIndex(({ verify, solve }) => verify && !solve);
  if (lacking >= 0) throw new Refusal("bad-request", `step ${lacking + 1} has no solution, so what comes after it cannot be brought about`);
}

/** Brings a fresh environment to where a learner stands who has just come to a step, by the solutions of those before it; gives the step. Throws {@link import("../../lessons/scripts.ts").LessonScriptError} when one does not work. */
export async function rebuild(lesson: Lesson, { step, holder, signal, onStage }: RebuildOptions): Promise<number> {
  const total = Math.min(step, lesson.steps.length);
  await solveSteps(lesson, total, { holder, signal, onStep: (done) => onStage({ step: "rebuild", done, total }) });
  if (step === lesson.steps.length) await enterPart({ lesson, part: step, holder, signal });
  return step;
}
