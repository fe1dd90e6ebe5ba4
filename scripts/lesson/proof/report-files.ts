import { access, constants, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { LessonProof } from "../../../lessons/proof/proof.ts";
import { junitOf } from "./junit.ts";

/** What came of a run of `lesson test`; as JSON, the report that `--json` writes. */
export interface TestReport {
  /** The command's own: 0 all proved, 1 a lesson was not, 2 the venue failed. */
  exitCode: number;
  /** What is wrong outside of any lesson, or with the venue; empty = nothing. */
  trouble: string[];
  lessons: LessonProof[];
}

/** Files that a run writes its report to. */
export interface ReportFiles {
  json?: string;
  junit?: string;
}

const kinds = ["json", "junit"] as const;

/** Throws, with a sentence for each, when a report could not be written: before a run, and not after its minutes. */
export async function mustBeWritable(files: ReportFiles): Promise<void> {
  const problems = await Promise.all(kinds.map(async (kind) => {
    const file = files[kind];
    const problem = file === undefined ? undefined : await whyNot(file);
    return problem === undefined ? [] : [`--${kind}: ${file} cannot be written: ${problem}`];
  }));
  if (problems.flat().length > 0) throw new Error(problems.flat().join("\n"));
}

/** Writes the report in each of the forms that are wanted. */
export async function writeReports(files: ReportFiles, report: TestReport): Promise<void> {
  if (files.json !== undefined) await writeFile(files.json, `${JSON.stringify(report, null, 2)}\n`);
  if (files.junit !== undefined) await writeFile(files.junit, junitOf(report));
}

async function whyNot(file: string): Promise<string | undefined> {
  const there = await stat(file).catch(() => undefined);
  if (there?.isDirectory()) return "it is a folder; name a file in it";
  const folder = dirname(file);
  if (!there && !(await stat(folder).catch(() => undefined))?.isDirectory()) return `there is no folder ${folder}; make it first`;
  return access(there ? file : folder, constants.W_OK).then(() => undefined, () => "you may not write there");
}
