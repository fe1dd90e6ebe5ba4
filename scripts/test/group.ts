import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { CommandError, run } from "../../clusters/command.ts";

/** Tests that are run and counted together: one folder of test/. */
export interface TestGroup {
  name: string;
  limitMinutes: number;
  /** What has to be there before its first test. */
  needs: { images: boolean; browser: boolean };
}

/** How a group went. */
export interface GroupResult {
  name: string;
  passed: number;
  failed: number;
  minutes: number;
  /** What went wrong beside failing tests. */
  trouble: string[];
}

/** Every group, cheapest first. */
export const testGroups: readonly TestGroup[] = [
  { name: "unit", limitMinutes: 5, needs: { images: false, browser: false } },
  { name: "integration", limitMinutes: 20, needs: { images: true, browser: false } },
  { name: "attacks", limitMinutes: 15, needs: { images: true, browser: true } },
  { name: "lessons", limitMinutes: 45, needs: { images: true, browser: false } },
  { name: "browser", limitMinutes: 15, needs: { images: true, browser: true } },
];

/** What vitest's JSON reporter writes, as far as it is read here. */
interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { name: string; status: string; assertionResults: unknown[] }[];
}

/** Runs one group with vitest and reads what it reports. A group without a test, a skipped test and a file that could not be read count as failures. */
export async function runGroup(group: TestGroup, options: { filters: readonly string[]; env: Record<string, string>; reports: string; signal: AbortSignal }): Promise<GroupResult> {
  const begin = performance.now();
  const report = join(options.reports, `${group.name}.json`);
  await mkdir(options.reports, { recursive: true });
  await rm(report, { force: true });
  const trouble: string[] = [];
  const vitest = join(import.meta.dirname, "..", "..", "node_modules", "vitest", "vitest.mjs");
  const args = [vitest, "run", "--project", group.name, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...options.filters];
  try {
    await run(process.execPath, args, {
      env: { ...options.env, ...(process.stdout.isTTY && { FORCE_COLOR: "1" }) },
      timeoutMs: group.limitMinutes * 60_000,
      signal: options.signal,
      onLine: (line) => console.log(line),
    });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    if (error.timedOut) trouble.push(`did not end within ${group.limitMinutes} minutes`);
    else if (error.exitCode === undefined) trouble.push("was ended from outside");
  }
  const counts = await count(report, trouble);
  return { name: group.name, ...counts, minutes: (performance.now() - begin) / 60_000, trouble };
}

async function count(path: string, trouble: string[]): Promise<{ passed: number; failed: number }> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) {
    if (trouble.length === 0) trouble.push("vitest ended without a report");
    return { passed: 0, failed: 1 };
  }
  const report = JSON.parse(text) as VitestReport;
  const unread = report.testResults.filter(({ status, assertionResults }) => status === "failed" && assertionResults.length === 0);
  for (const { name } of unread) trouble.push(`${name} could not be run`);
  const skipped = report.numPendingTests + report.numTodoTests;
  if (skipped > 0) trouble.push(`${skipped} skipped: nothing is skipped here`);
  const ran = report.numPassedTests + report.numFailedTests + skipped + unread.length;
  if (ran === 0) trouble.push("ran no test");
  return { passed: report.numPassedTests, failed: report.numFailedTests + skipped + unread.length + (trouble.length > 0 && ran === 0 ? 1 : 0) };
}
