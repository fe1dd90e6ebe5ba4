import { join } from "node:path";
import type { Environment } from "../../clusters/environment.ts";
import { findLessons } from "../../lessons/find-lessons.ts";
import type { Lesson } from "../../lessons/lesson.ts";
import { loadLesson } from "../../lessons/load.ts";
import { solveSteps } from "../../lessons/proof/solve-steps.ts";
import { passed } from "../../lessons/proof/step-check.ts";
import { LessonScriptError, prepareLesson, solveStep } from "../../lessons/scripts.ts";
import type { WindowRecord } from "../../lessons/window/record.ts";
import { ownLessonsDir } from "../../server/workshop/shelf.ts";
import type { ProofKind, ProveContext } from "./proof-kind.ts";

/** The first window among our lessons that expects this verdict, opened `times` times, each on a fresh cluster; every verdict must be that one. */
export async function windowProof(expect: "intact" | "lost", times: number): Promise<ProofKind> {
  const { lesson, step } = await findWindow(expect);
  return {
    runs: Array.from({ length: times }, (_, n) => String(n + 1)),
    async prove(_, context) {
      const { progress } = context;
      const environment = await context.pool.acquire({ flavor: lesson.flavor, signal: context.signal });
      try {
        return await openWindow(environment, { lesson, step, expect, ...context });
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

async function openWindow({ holder }: Environment, { lesson, step, expect, progress, signal }: ProveContext & { lesson: Lesson; step: number; expect: string }): Promise<{ proved: boolean; result: string; figures: Record<string, string | number> }> {
  await prepareLesson({ lesson, holder, signal });
  await solveSteps(lesson, step, { holder, signal, onStep: (n) => progress.output(`solving step ${n + 1}`) });
  const solved = await solveStep({ lesson, step, holder, signal });
  if (solved && solved.exitCode !== 0) throw new LessonScriptError(`${lesson.id}: the solution of step ${step + 1} does not work\n${solved.output.slice(-4_000)}`);
  const end = await passed({ lesson, step, language: "en", holder, signal, onOutput: (text) => progress.output(text) });
  if (!end?.window) return { proved: false, result: `no window was opened: ${end?.message ?? "nothing was said"}`, figures: {} };
  const { verdict } = end.window;
  return { proved: verdict?.result === expect, result: verdict?.result ?? end.message ?? "", figures: figuresOf(end.window) };
}

function figuresOf({ kills, counts, verdict, seconds }: WindowRecord): Record<string, string | number> {
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
    "window s": seconds.length,
  };
}

async function findWindow(expect: "intact" | "lost"): Promise<{ lesson: Lesson; step: number }> {
  for (const id of (await findLessons(ownLessonsDir)).ids) {
    const lesson = await loadLesson(join(ownLessonsDir, id), id);
    const step = lesson.steps.findIndex(({ window }) => window?.expect === expect);
    if (step >= 0) return { lesson, step };
  }
  throw new Error(`No lesson of ours has a window that expects ${expect}.`);
}
