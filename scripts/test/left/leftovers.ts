import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { poll, PollTimeout } from "../../../clusters/poll.ts";
import { environmentsOf, labelledStateFolders, sweepState } from "../../../clusters/sweep.ts";
import { StateInUse, StateLock } from "../../venue/state-lock.ts";
import { dockerLeftovers } from "./docker-leftovers.ts";
import { fileLeftovers, mountLeftovers, processLeftovers } from "./host-leftovers.ts";
import type { Leftover } from "./leftover.ts";
import type { RunMarks } from "./run-marks.ts";
import type { VolumeWatch } from "./volume-watch.ts";

/** What the folder of every test run is called, before its random end. */
export const testFolderPrefix = join(tmpdir(), "tatami-test-");

/** Takes down what test runs left that were killed: their locks are free. */
export async function sweepDeadTestRuns(): Promise<void> {
  for (const folder of await labelledStateFolders()) {
    if (!folder.startsWith(testFolderPrefix)) continue;
    // Its folder may be gone, and with it the lock: then nobody holds it.
    const lock = existsSync(folder) ? StateLock.tryTake(folder) : undefined;
    if (lock instanceof StateInUse) continue;
    using _held = lock;
    await sweepState(folder);
  }
}

/** Takes down what a run left, and tells: a test that leaves anything behind has failed. Nothing of the run may be at work any more. */
export async function leftBehind(marks: RunMarks, volumes: VolumeWatch): Promise<string[]> {
  const folders = (await labelledStateFolders()).filter((folder) => folder.startsWith(`${marks.folder}${sep}`));
  const trouble: string[] = [];
  // First of all: they may hold the rest.
  trouble.push(...(await takeDown(await lastingProcesses(marks))));
  for (const folder of folders) {
    for (const id of await environmentsOf(folder)) trouble.push(`environment ${id} of ${folder} was left behind`);
    await sweepState(folder);
  }
  for (const look of [dockerLeftovers, () => volumes.left(), mountLeftovers, fileLeftovers]) trouble.push(...(await takeDown(await look(marks))));
  return trouble;
}

/** What was ended with the tests' own process needs a moment to go. */
async function lastingProcesses(marks: RunMarks): Promise<Leftover[]> {
  let last: Leftover[] = [];
  try {
    await poll({ name: "the run's processes to end", timeoutMs: 10_000, intervalMs: 100 }, async () => (last = await processLeftovers(marks)).length === 0);
  } catch (error) {
    if (!(error instanceof PollTimeout)) throw error;
  }
  return last;
}

async function takeDown(leftovers: readonly Leftover[]): Promise<string[]> {
  const lines: string[] = [];
  for (const { name, takeDown } of leftovers) {
    const failure = await takeDown().then(
      () => "",
      (error: unknown) => `, and could not be taken down: ${error instanceof Error ? error.message : String(error)}`,
    );
    lines.push(`${name} was left behind${failure}`);
  }
  return lines;
}
