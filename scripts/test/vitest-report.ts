import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";

/** A file of tests and how long it took. */
export interface FileTime {
  /** Relative to the repository. */
  file: string;
  minutes: number;
}

/** A test that failed, and what it said: the end of its first message, without the places of the stack. */
export interface FailedTest {
  /** File, relative to the repository, and full name. */
  test: string;
  why: string;
}

/** What a group's report says; every trouble in it is a sentence. */
export interface GroupReport {
  passed: number;
  failed: number;
  failures: FailedTest[];
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
  testResults: { name: string; status: string; startTime: number; endTime: number; assertionResults: { status: string; fullName: string; failureMessages: string[] }[] }[];
}

/** Enough for the last lines of a script that failed; longer ones stand further up in the output. */
const whyLength = 1_500;

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
  return { passed: report.numPassedTests, failed: failed + (ranNone ? 1 : 0), failures: failuresOf(report), trouble, files };
}

function failuresOf({ testResults }: VitestReport): FailedTest[] {
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === "failed")
      .map(({ fullName, failureMessages: [message = ""] }) => ({ test: `${relative(process.cwd(), name)} > ${fullName.trim()}`, why: withoutPlaces(message).slice(-whyLength) })),
  );
}

/** Colours and the places of the stack say nothing to somebody who has only the end of the output. */
function withoutPlaces(message: string): string {
  return stripVTControlCharacters(message).replace(/\n +at .*$/gm, "").trim();
}

/** The files that took longest, longest first. */
export function slowestFiles(files: readonly FileTime[], count: number): FileTime[] {
  return files.toSorted((a, b) => b.minutes - a.minutes).slice(0, count);
}
