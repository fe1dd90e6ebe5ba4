import type { Holder, ScriptResult } from "../../clusters/holder/holder.ts";
import type { Lesson } from "../lesson.ts";
import { enterPart } from "../enter-part.ts";
import { cleanupStep, LessonScriptError, solveStep } from "../scripts.ts";
import { untilOver } from "./part-entry.ts";

/** What {@link solveSteps} needs. */
export interface SolveStepsOptions {
  holder: Holder;
  signal: AbortSignal;
  /** Told which step is being solved, by its index. */
  onStep?: (step: number) => void;
}

/** Brings an environment to where a learner stands who has just come to this step: every step before it entered, solved and left, in order. Throws {@link LessonScriptError} when a solution does not work. */
export async function solveSteps(lesson: Lesson, until: number, { holder, signal, onStep }: SolveStepsOptions): Promise<void> {
  for (let step = 0; step < until; step++) {
    const asked = { lesson, step, holder, signal };
    onStep?.(step);
    await enterPart({ ...asked, part: step });
    if (step === 0) await untilOver(holder, -1, signal);
    await untilOver(holder, step, signal);
    mustEndWell(lesson, step, await solveStep(asked));
    await cleanupStep(asked);
  }
  if (until < lesson.steps.length) await enterPart({ lesson, part: until, holder, signal });
}

function mustEndWell(lesson: Lesson, step: number, result: ScriptResult | undefined): void {
  if (result?.exitCode === 0) return;
  const why = result ? `the solution of step ${step + 1} ended with ${result.timedOut ? "its time limit" : `exit code ${result.exitCode ?? "none (killed)"}`}` : `step ${step + 1} has no solution`;
  if (!result && !lesson.steps[step]?.verify) return;
  throw new LessonScriptError(`${lesson.id}: ${why}, so what comes after it cannot be brought about\n${result?.output.slice(-4_000) ?? ""}`);
}
