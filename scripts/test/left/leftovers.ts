import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { environmentsOf, labelledStateFolders, sweepState } from "../../clusters/sweep.ts";
import { StateInUse, StateLock } from "../venue/state-lock.ts";

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

/** Takes down what a run left below its folder, and tells: a test that leaves anything behind has failed. */
export async function leftBehind(runFolder: string): Promise<string[]> {
  const folders = (await labelledStateFolders()).filter((folder) => folder.startsWith(`${runFolder}${sep}`));
  const trouble: string[] = [];
  for (const folder of folders) {
    for (const id of await environmentsOf(folder)) trouble.push(`environment ${id} of ${folder} was left behind`);
    await sweepState(folder);
  }
  return trouble;
}
