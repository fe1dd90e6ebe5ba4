import { readFile } from "node:fs/promises";
import { relative } from "node:path";

/** A file of tests and how long it took. */
export interface FileTime {
  /** Relative to the repository. */
  file: string;
  minutes: number;
}

/** What a group's report says; every trouble in it is a sentence. */
export interface GroupReport {
  passed: number;
  failed: number;
  trouble: string[];
  files: FileTime[];
}

/** What vitest's JSON reporter writes, as far as it is read here. */
interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  /** Times in milliseconds. */
  testResults: { name: string; status: string; startTime: number; endTime: number; assertionResults: unknown[] }[];
}

/** Reads a report; undefined when there is none. A group without a test, a skipped test and a file that could not be read count as failures. */
export async function readReport(path: string): Promise<GroupReport | undefined> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const report = JSON.parse(text) as VitestReport;
  const unread = report.testResults.filter(({ status, assertionResults }) => status === "failed" && assertionResults.length === 0);
  const skipped = report.numPendingTests + report.numTodoTests;
  const failed = report.numFailedTests + skipped + unread.length;
  const ranNone = report.numPassedTests + failed === 0;
  const trouble = [
    ...unread.map(({ name }) => `${name} could not be run`),
    ...(skipped > 0 ? [`${skipped} skipped: nothing is skipped here`] : []),
    ...(ranNone ? ["ran no test"] : []),
  ];
  const files = report.testResults.map(({ name, startTime, endTime }) => ({ file: relative(process.cwd(), name), minutes: (endTime - startTime) / 60_000 }));
  return { passed: report.numPassedTests, failed: failed + (ranNone ? 1 : 0), trouble, files };
}

/** The files that took longest, longest first. */
export function slowestFiles(files: readonly FileTime[], count: number): FileTime[] {
  return files.toSorted((a, b) => b.minutes - a.minutes).slice(0, count);
}
