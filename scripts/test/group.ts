import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { CommandError, run } from "../../clusters/command.ts";
import { type GroupReport, readReport } from "./vitest-report.ts";

/** Tests that are run and counted together: one folder of test/. */
export interface TestGroup {
  name: string;
  limitMinutes: number;
  /** What has to be there before its first test. */
  needs: { images: boolean; browser: boolean };
}

/** How a group went; its trouble is what went wrong beside failing tests. */
export interface GroupResult extends GroupReport {
  name: string;
  minutes: number;
}

/** Every group, cheapest first. */
export const testGroups: readonly TestGroup[] = [
  { name: "unit", limitMinutes: 10, needs: { images: false, browser: false } },
  { name: "integration", limitMinutes: 20, needs: { images: true, browser: false } },
  { name: "attacks", limitMinutes: 15, needs: { images: true, browser: true } },
  { name: "lessons", limitMinutes: 45, needs: { images: true, browser: false } },
  { name: "browser", limitMinutes: 25, needs: { images: true, browser: true } },
];

/** What a group is run with. */
export interface GroupOptions {
  filters: readonly string[];
  env: Record<string, string>;
  /** Folder for vitest's reports. */
  reports: string;
  /** The group's own, or what is left of the run's. */
  limitMinutes: number;
  signal: AbortSignal;
}

/** Runs one group with vitest and reads what it reports. A group that leaves no report counts as a failure. */
export async function runGroup(group: TestGroup, { filters, env, reports, limitMinutes, signal }: GroupOptions): Promise<GroupResult> {
  const begin = performance.now();
  const path = join(reports, `${group.name}.json`);
  await mkdir(reports, { recursive: true });
  await rm(path, { force: true });
  const vitest = join(import.meta.dirname, "..", "..", "node_modules", "vitest", "vitest.mjs");
  const args = [vitest, "run", "--project", group.name, "--reporter=default", "--reporter=json", `--outputFile.json=${path}`, ...filters];
  const ended = await run(process.execPath, args, {
    env: { ...env, ...(process.stdout.isTTY && { FORCE_COLOR: "1" }) },
    timeoutMs: limitMinutes * 60_000,
    signal,
    onLine: (line) => console.log(line),
  }).then(
    () => [],
    (error: unknown) => earlyEnd(error, limitMinutes),
  );
  const minutes = (performance.now() - begin) / 60_000;
  const report = await readReport(path);
  if (!report) return { name: group.name, passed: 0, failed: 1, minutes, failures: [], files: [], trouble: ended.length > 0 ? ended : ["vitest ended without a report"] };
  return { name: group.name, ...report, minutes, trouble: [...ended, ...report.trouble] };
}

/** Nothing for failing tests: those are in the report. */
function earlyEnd(error: unknown, limitMinutes: number): string[] {
  if (!(error instanceof CommandError)) throw error;
  if (error.timedOut) return [`did not end within ${limitMinutes.toFixed(1)} minutes`];
  return error.exitCode === undefined ? ["was ended from outside"] : [];
}
