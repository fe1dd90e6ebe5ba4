import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { type GroupResult, runGroup, type TestGroup, testGroups } from "./test/group.ts";
import { leftBehind, sweepDeadTestRuns, testFolderPrefix } from "./test/leftovers.ts";
import { setUpFor } from "./test/set-up.ts";

// `npm test [-- GROUP... FILTER...]`: sets up what the tests need and runs them group by group, in a state folder and under a run id of their own.
const asked = process.argv.slice(2);
const chosen = testGroups.filter(({ name }) => asked.includes(name));
const groups = chosen.length > 0 ? chosen : testGroups;
const filters = asked.filter((word) => !testGroups.some(({ name }) => name === word));

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort(new Error(`ended by ${signal}`)));

const folder = await mkdtemp(testFolderPrefix);
const env = { TATAMI_TEST_RUN: randomBytes(4).toString("hex"), TATAMI_TEST_STATE: join(folder, "state") };
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
    stop.signal.throwIfAborted();
    await setUpFor(group, stop.signal);
    await sweepDeadTestRuns();
    const result = await runGroup(group, { filters, env, reports: join(folder, "reports"), signal: stop.signal });
    result.trouble.push(...(await leftBehind(folder)));
    return result;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { name: group.name, passed: 0, failed: 1, minutes: (performance.now() - begin) / 60_000, trouble: [`could not be run: ${reason}`] };
  }
}

function summarise(results: GroupResult[]): void {
  console.log("");
  for (const { name, passed, failed, minutes, trouble } of results) {
    console.log(`${name.padEnd(12)} ${minutes.toFixed(1).padStart(5)} min  ${passed} passed, ${failed} failed`);
    for (const line of trouble) console.log(`  ${line}`);
  }
  const [passed, failed] = [sum(results.map((result) => result.passed)), sum(results.map((result) => result.failed))];
  // A limit that ended a group, or anything else beside failing tests, is a failure even where every test that ran passed.
  const troubled = results.some(({ trouble, failed }) => trouble.length > 0 && failed === 0) ? 1 : 0;
  console.log(`${passed} passed, ${failed + troubled} failed`);
  process.exitCode = failed + troubled > 0 || passed === 0 ? 1 : 0;
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
