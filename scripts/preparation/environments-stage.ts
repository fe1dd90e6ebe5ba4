import { setTimeout as delay } from "node:timers/promises";
import type { EnvironmentPool } from "../../clusters/environment.ts";
import { type PreparationStage, secondsLeftOf } from "./preparation.ts";
import { VenueProblem } from "../venue/venue-problem.ts";

/** The last stage and what comes of it. */
export interface EnvironmentsStage {
  stage: PreparationStage;
  /** There as soon as the stage has begun, so that the server can adopt what an earlier run left. */
  pool: Promise<EnvironmentPool>;
  /** For the end of the process: no more bring-ups; does nothing when there never was a pool. */
  drain(): Promise<void>;
}

/** Opens the pool once, and is done when the first environment can be handed out. */
export function environmentsStage(open: (signal: AbortSignal) => Promise<EnvironmentPool>): EnvironmentsStage {
  const opened = Promise.withResolvers<EnvironmentPool>();
  let pool: EnvironmentPool | undefined;
  return {
    pool: opened.promise,
    drain: async () => await pool?.drain(),
    stage: {
      id: "environments",
      expectedSeconds: 60,
      async run(report, signal) {
        report({ detail: "disks" });
        pool ??= await open(signal);
        opened.resolve(pool);
        await untilServing(pool, report, signal);
      },
    },
  };
}

async function untilServing(pool: EnvironmentPool, report: Parameters<PreparationStage["run"]>[0], signal: AbortSignal): Promise<void> {
  for (;;) {
    const { ready, reserve, leased, failure, making } = pool.status();
    if (failure) throw new VenueProblem(failure, "It is tried again by itself; `npx tatami doctor` says what this machine lacks.");
    if (ready + leased > 0 || reserve === 0) return;
    if (making) {
      const { step, done, total, secondsLeft } = making;
      report({ progress: done / total, detail: undefined, step: { id: step, number: done + 1, of: total }, ...(secondsLeft !== undefined && { secondsLeft: secondsLeftOf(secondsLeft) }) });
    } else report({ detail: `${ready} of ${reserve} ready`, step: undefined });
    await delay(500, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}
