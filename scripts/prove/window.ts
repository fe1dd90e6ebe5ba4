import type { Environment } from "../../clusters/environment.ts";
import { environmentWish } from "../../lessons/environment-wish.ts";
import type { Lesson } from "../../lessons/lesson.ts";
import { solveSteps } from "../../lessons/proof/solve-steps.ts";
import { passed } from "../../lessons/proof/step-check.ts";
import { LessonScriptError, prepareLesson, solveStep } from "../../lessons/scripts.ts";
import type { WindowRecord, WindowVerdict } from "../../lessons/window/record.ts";
import { type Peak, PeakMemory } from "../bench/memory/peak-memory.ts";
import type { ProofKind, ProveContext } from "./proof-kind.ts";

/** A step with a window, and which of its verdicts proves what is to be proved. */
export interface WindowCase {
  lesson: Lesson;
  /** Index of the step. */
  step: number;
  proves(verdict: WindowVerdict): boolean;
}

/** A window opened `times` times, each on a fresh cluster. */
export function windowProof(window: WindowCase, times: number): ProofKind {
  return {
    runs: Array.from({ length: times }, (_, n) => String(n + 1)),
    async prove(_, context) {
      const { progress } = context;
      const environment = await context.pool.acquire({ ...environmentWish(window.lesson), signal: context.signal });
      try {
        return await openWindow(environment, window, context);
      } catch (error) {
        if (!(error instanceof LessonScriptError)) throw error;
        const [first, ...output] = error.message.trim().split("\n");
        progress.line(error.message);
        return { proved: false, result: [first, output.at(-1)].filter(Boolean).join(": "), figures: {} };
      } finally {
        await context.pool.release(environment);
      }
    },
  };
}

async function openWindow({ id, holder }: Environment, { lesson, step, proves }: WindowCase, { progress, signal }: ProveContext): Promise<{ proved: boolean; result: string; figures: Record<string, string | number> }> {
  await using memory = await PeakMemory.of(id, signal);
  await prepareLesson({ lesson, holder, signal });
  await solveSteps(lesson, step, { holder, signal, onStep: (n) => progress.output(`solving step ${n + 1}`) });
  const solved = await solveStep({ lesson, step, holder, signal });
  if (solved && solved.exitCode !== 0) throw new LessonScriptError(`${lesson.id}: the solution of step ${step + 1} does not work\n${solved.output.slice(-4_000)}`);
  const end = await passed({ lesson, step, language: "en", holder, signal, onOutput: (text) => progress.output(text) });
  if (!end?.window) return { proved: false, result: `no window was opened: ${end?.message ?? "nothing was said"}`, figures: {} };
  const { verdict } = end.window;
  return { proved: verdict !== undefined && proves(verdict), result: verdict?.result ?? end.message ?? "", figures: figuresOf(end.window, await memory.end()) };
}

function figuresOf({ kills, counts, verdict, phaseAtMs }: WindowRecord, { workingSet }: Peak): Record<string, string | number> {
  return {
    kills: kills.length,
    "leader kills": kills.filter(({ leader }) => leader).length,
    "longest stall ms": Math.max(0, ...kills.map(({ stallMs = 0 }) => stallMs)),
    acknowledged: counts.acknowledged,
    unknown: counts.unknown,
    received: counts.received,
    lost: verdict?.lost.count ?? "",
    duplicated: verdict?.duplicated.count ?? "",
    "out of order": verdict?.outOfOrder.count ?? "",
    // From the opening of the window to its verdict; the run's own seconds have the cluster and the steps before in them.
    "verdict s": phaseAtMs.done === undefined ? "" : Math.round(phaseAtMs.done / 1_000),
    "peak MiB": Math.round(workingSet / 2 ** 20),
  };
}
