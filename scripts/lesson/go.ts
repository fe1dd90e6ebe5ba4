import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Holder } from "../../clusters/holder/holder.ts";
import { connectHolder } from "../../clusters/holder/connect-holder.ts";
import { environmentsOf } from "../../clusters/sweep.ts";
import { environmentWish } from "../../lessons/environment-wish.ts";
import type { Lesson } from "../../lessons/lesson.ts";
import { loadLesson } from "../../lessons/load.ts";
import { solveSteps } from "../../lessons/proof/solve-steps.ts";
import { prepareLesson } from "../../lessons/scripts.ts";
import { parseConfig } from "../../server/config.ts";
import { proofStateDir, ProofVenue } from "./proof/proof-venue.ts";
import { shellCommand } from "./proof/shell-command.ts";

/** The longest that a timer can wait: 24 days, and a workshop's environment lives for an evening. */
const longestMs = 2 ** 31 - 1;

/** What `tatami lesson go` is told. */
export interface GoOptions {
  /** The environment of a learner, by its six letters; a fresh one when missing. */
  environment?: string;
  state?: string;
}

/** Brings an environment to the state in which a step begins, by the solutions of those before it: a learner's, or a fresh one that lives until the signal. */
export async function go(number: string, folder: string, { environment, state }: GoOptions, { say, signal }: { say: (line: string) => void; signal: AbortSignal }): Promise<void> {
  const lesson = await loadLesson(folder);
  const step = stepIndex(number, lesson);
  const onStep = (n: number): void => say(`solving step ${n + 1} of ${lesson.id}`);
  if (environment !== undefined) {
    await using holder = await holderOf(environment, state);
    await solveSteps(lesson, step, { holder, signal, onStep });
    say(`environment ${environment} is where step ${step + 1} begins; the learner goes on from there in the page`);
    return;
  }
  const stateDir = proofStateDir(state, "tatami-lesson-go");
  await using venue = await ProofVenue.open({ stateDir, say, signal });
  const fresh = await venue.pool.acquire({ ...environmentWish(lesson), signal });
  try {
    await prepareLesson({ lesson, holder: fresh.holder, signal });
    await solveSteps(lesson, step, { holder: fresh.holder, signal, onStep });
    say(`step ${step + 1} of ${lesson.id} begins here: ${shellCommand(stateDir, fresh, lesson)}\nCtrl-C takes it down.`);
    // A listener alone keeps no program alive.
    await delay(longestMs, undefined, { signal }).catch(() => undefined);
  } finally {
    await venue.pool.release(fresh);
  }
}

/** The way into a learner's toolbox is its holder's socket below the state folder, which nobody but the server's user can open. */
async function holderOf(id: string, state: string | undefined): Promise<Holder> {
  const { stateDir } = parseConfig(state ? ["--state", state] : [], {});
  const socket = join(stateDir, "environments", id, "socket", "holder.sock");
  if (/^[a-z0-9]+$/.test(id) && existsSync(socket)) return connectHolder(socket);
  const there = await environmentsOf(stateDir);
  throw new Error(`there is no environment ${id} below ${stateDir}; there ${there.length === 0 ? "is none" : `are ${there.join(", ")}`}`);
}

function stepIndex(number: string, lesson: Lesson): number {
  const step = Number(number) - 1;
  if (!/^[1-9]\d{0,2}$/.test(number) || step >= lesson.steps.length) throw new Error(`${lesson.id} has steps 1 to ${lesson.steps.length}, and no step ${number}`);
  return step;
}
