import { randomBytes } from "node:crypto";
import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { type GroupResult, runGroup, type TestGroup, testGroups } from "./test/group.ts";
import { leftBehind, sweepDeadTestRuns, testFolderPrefix } from "./test/left/leftovers.ts";
import { stateFolders, temporaryFolder } from "./test/left/run-marks.ts";
import { VolumeWatch } from "./test/left/volume-watch.ts";
import { limitOf, runLimitMinutes } from "./test/run-limit.ts";
import { setUpFor } from "./test/set-up.ts";
import { slowestFiles } from "./test/vitest-report.ts";
import { untilInterrupted } from "./until-interrupted.ts";

// `npm test [-- GROUP... FILTER...]`: sets up what the tests need and runs them group by group, in a state folder and under a run id of their own.
const asked = process.argv.slice(2);
const chosen = testGroups.filter(({ name }) => asked.includes(name));
const groups = chosen.length > 0 ? chosen : testGroups;
const filters = asked.filter((word) => !testGroups.some(({ name }) => name === word));

const interrupted = untilInterrupted();

const runBegin = performance.now();
const minutesSince = (begin: number): number => (performance.now() - begin) / 60_000;
const limit = AbortSignal.timeout(runLimitMinutes * 60_000);

const folder = await mkdtemp(testFolderPrefix);
const marks = { folder, id: randomBytes(4).toString("hex") };
const env = { TATAMI_TEST_RUN: marks.id, TATAMI_TEST_STATE: stateFolders(marks), TMPDIR: temporaryFolder(marks) };
// Programs that run as other users have temporary files, too.
await chmod(folder, 0o711);
await mkdir(env.TMPDIR);
await chmod(env.TMPDIR, 0o1777);
try {
  const results: GroupResult[] = [];
  for (const group of groups) results.push(await runSafely(group));
  summarise(results);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function runSafely(group: TestGroup): Promise<GroupResult> {
  console.log(`\n── ${group.name} ──`);
  const begin = performance.now();
  try {
    const signal = AbortSignal.any([interrupted, limit]);
    signal.throwIfAborted();
    await setUpFor(group, signal);
    await sweepDeadTestRuns();
    await using volumes = new VolumeWatch(marks);
    const limitMinutes = limitOf(group, minutesSince(runBegin));
    const result = await runGroup(group, { filters, env, reports: join(folder, "reports"), limitMinutes, signal: interrupted });
    result.trouble.push(...(await leftBehind(marks, volumes)));
    return result;
  } catch (error) {
    const reason = limit.aborted ? `the whole run may take ${runLimitMinutes} minutes, and they are over` : error instanceof Error ? error.message : String(error);
    return { name: group.name, passed: 0, failed: 1, minutes: minutesSince(begin), failures: [], trouble: [`could not be run: ${reason}`], files: [] };
  }
}

function summarise(results: GroupResult[]): void {
  console.log("");
  for (const { name, passed, failed, minutes, trouble } of results) {
    console.log(`${name.padEnd(12)} ${minutes.toFixed(1).padStart(5)} min  ${passed} passed, ${failed} failed`);
    for (const line of trouble) console.log(`  ${line}`);
  }
  // Once more at the end: of a long run in CI often only the end is kept.
  for (const { test, why } of results.flatMap(({ failures }) => failures)) console.log(`failed: ${test}\n${why.replace(/^/gm, "  ")}`);
  console.log("slowest files:");
  for (const { file, minutes } of slowestFiles(results.flatMap(({ files }) => files), 5)) console.log(`  ${minutes.toFixed(1).padStart(5)} min  ${file}`);
  const [passed, failed] = [sum(results.map((result) => result.passed)), sum(results.map((result) => result.failed))];
  // A limit that ended a group, or anything else beside failing tests, is a failure even where every test that ran passed.
  const troubled = results.some(({ trouble, failed }) => trouble.length > 0 && failed === 0) ? 1 : 0;
  console.log(`${passed} passed, ${failed + troubled} failed`);
  process.exitCode = failed + troubled > 0 || passed === 0 ? 1 : 0;
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
