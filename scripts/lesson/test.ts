import { isPublicAddress, notPublicDns } from "../../clusters/open-wall.ts";
import type { Lesson } from "../../lessons/lesson.ts";
import { readAnswers } from "./proof/answers-file.ts";
import { lessonsToProve } from "./proof/lessons-to-prove.ts";
import { ProofProgress } from "./proof/proof-progress.ts";
import { reportOf, summaryOf } from "./proof/proof-report.ts";
import { proofStateDir, ProofVenue } from "./proof/proof-venue.ts";
import { mustBeWritable, type ReportFiles, type TestReport, writeReports } from "./proof/report-files.ts";
import { shellCommand } from "./proof/shell-command.ts";
import { testLessons, type TestLessonsOptions } from "./proof/test-lessons.ts";

/** What `tatami lesson test` is told. */
export interface TestOptions extends ReportFiles {
  answers?: string;
  /** A step's number, from 1. */
  step?: string;
  keep?: boolean;
  state?: string;
  /** DNS server of the internet that the environments reach; without it they reach none. */
  internet?: string;
}

/** Exit codes: what CI looks at. */
const exitCodes = { proved: 0, lessonFailed: 1, venueFailed: 2 };

/** Proves the lessons in these folders on real environments and reports; gives the exit code: 0 all proved, 1 a lesson was not, 2 the venue failed. Throws when it was called wrongly. */
export async function test(folders: readonly string[], options: TestOptions, signal: AbortSignal): Promise<number> {
  await mustBeWritable(options);
  if (options.internet !== undefined && !isPublicAddress(options.internet)) throw new Error(`--internet: ${notPublicDns}`);
  const { lessons, unread, trouble } = await lessonsToProve(folders);
  const only = stepIndex(options.step, lessons);
  const asked = [...lessons.map(({ id, steps }) => ({ id, steps: steps.length })), ...unread.map(({ lesson }) => ({ id: lesson }))];
  const answers = options.answers === undefined ? undefined : await readAnswers(options.answers, asked);
  const progress = new ProofProgress(process.stdout);
  for (const mistake of [...trouble, ...unread.flatMap((proof) => proof.trouble.map(({ message }) => message))]) progress.line(`✖ ${mistake}`);
  const report: TestReport = { exitCode: exitCodes.proved, trouble, lessons: unread };
  const failure = await prove(lessons, report, { signal, progress, state: options.state, internet: options.internet, keeps: options.keep ?? false, ...(answers && { answers }), ...(only !== undefined && { only }) });
  if (trouble.length > 0 || report.lessons.some(({ proved }) => !proved)) report.exitCode = exitCodes.lessonFailed;
  if (failure !== undefined) report.exitCode = exitCodes.venueFailed;
  if (failure !== undefined) trouble.push(failure);
  await writeReports(options, report).catch((error: Error) => {
    progress.line(`✖ The report cannot be written: ${error.message}`);
    report.exitCode = exitCodes.venueFailed;
  });
  progress.line(summaryOf(report.lessons));
  return report.exitCode;
}

interface ProveOptions extends Pick<TestLessonsOptions, "signal" | "progress" | "answers" | "only">, Pick<TestOptions, "state" | "internet"> {
  /** An environment in which something failed is left as it is. */
  keeps: boolean;
}

/** Adds what came of each lesson to the report; gives why the venue failed, if it did. */
async function prove(lessons: readonly Lesson[], report: TestReport, { keeps, state, internet, ...shared }: ProveOptions): Promise<string | undefined> {
  const { signal, progress } = shared;
  if (lessons.length === 0) return undefined;
  try {
    const stateDir = proofStateDir(state, "tatami-lesson-test");
    await using venue = await ProofVenue.open({ stateDir, ...(internet !== undefined && { internet: { dns: internet } }), say: (line) => progress.line(`  ${line}`), signal });
    const keep: TestLessonsOptions["keep"] = (environment, lesson) => {
      venue.keep(environment);
      progress.line(`  kept until the next test: ${shellCommand(stateDir, environment, lesson)}`);
    };
    await testLessons(lessons, {
      pool: venue.pool,
      onProof: (proof) => {
        report.lessons.push(proof);
        progress.line(reportOf(proof));
      },
      ...shared,
      ...(keeps && { keep }),
    });
    return undefined;
  } catch (error) {
    const { message, remedy } = error as Error & { remedy?: string };
    const failure = `The venue failed, not a lesson: ${message}`;
    progress.line(`✖ ${failure}${remedy ? `\n→ ${remedy}` : ""}`);
    return failure;
  } finally {
    progress.done();
  }
}

function stepIndex(step: string | undefined, lessons: readonly Lesson[]): number | undefined {
  // Where no lesson can be used, that is what is said.
  if (step === undefined || lessons.length === 0) return undefined;
  // A lesson that has no such step would be proved by nothing.
  const empty = lessons.find(({ steps }) => steps.length === 0);
  if (empty) throw new Error(`--step: ${empty.id} has no steps`);
  const most = Math.min(...lessons.map(({ steps }) => steps.length));
  if (!/^[1-9]\d{0,2}$/.test(step) || Number(step) > most) throw new Error(`--step: must be the number of a step that every lesson has, from 1 to ${most}`);
  return Number(step) - 1;
}
