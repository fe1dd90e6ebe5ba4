import { writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { environmentName } from "../../clusters/labels.ts";
import { lessonsIn } from "../../lessons/lint/lint-folders.ts";
import type { Lesson } from "../../lessons/lesson.ts";
import { loadLesson } from "../../lessons/load.ts";
import { LessonMistakes } from "../../lessons/mistakes.ts";
import type { LessonProof } from "../../lessons/proof/proof.ts";
import { readAnswers } from "./proof/answers-file.ts";
import { junitOf } from "./proof/junit.ts";
import { ProofProgress } from "./proof/proof-progress.ts";
import { reportOf, summaryOf } from "./proof/proof-report.ts";
import { proofStateDir, ProofVenue } from "./proof/proof-venue.ts";
import { testLessons } from "./proof/test-lessons.ts";

/** What `tatami lesson test` is told. */
export interface TestOptions {
  answers?: string;
  json?: string;
  junit?: string;
  /** A step's number, from 1. */
  step?: string;
  keep?: boolean;
  state?: string;
}

/** Exit codes: what CI looks at. */
const exitCodes = { proved: 0, lessonFailed: 1, venueFailed: 2 };

/** Proves the lessons in these folders on real environments and reports; gives the exit code: 0 all proved, 1 a lesson was not, 2 the venue failed. */
export async function test(folders: readonly string[], options: TestOptions, signal: AbortSignal): Promise<number> {
  const progress = new ProofProgress(process.stdout);
  const proofs: LessonProof[] = [];
  const { lessons, broken } = await load(folders, progress);
  const only = stepIndex(options.step, lessons);
  const answers = options.answers === undefined ? undefined : await readAnswers(options.answers);
  let code = broken ? exitCodes.lessonFailed : exitCodes.proved;
  try {
    const stateDir = proofStateDir(options.state, "tatami-lesson-test");
    if (lessons.length > 0) {
      await using venue = await ProofVenue.open({ stateDir, say: (line) => progress.line(`  ${line}`), signal });
      const keep = (environment: Parameters<typeof venue.keep>[0]): void => {
        venue.keep(environment);
        progress.line(`  kept until the next test: docker exec -it -u learner ${environmentName(stateDir, environment.id)}-toolbox bash -l`);
      };
      await testLessons(lessons, {
        pool: venue.pool,
        signal,
        progress,
        onProof: (proof) => {
          proofs.push(proof);
          progress.line(reportOf(proof));
        },
        ...(answers && { answers }),
        ...(only !== undefined && { only }),
        ...(options.keep && { keep }),
      });
    }
    if (proofs.some(({ proved }) => !proved)) code = exitCodes.lessonFailed;
  } catch (error) {
    code = exitCodes.venueFailed;
    const { message, remedy } = error as Error & { remedy?: string };
    progress.line(`✖ The venue failed, not a lesson: ${message}${remedy ? `\n→ ${remedy}` : ""}`);
  } finally {
    progress.done();
  }
  if (options.json) await writeFile(options.json, `${JSON.stringify({ exitCode: code, lessons: proofs }, null, 2)}\n`);
  if (options.junit) await writeFile(options.junit, junitOf(proofs));
  progress.line(summaryOf(proofs));
  return code;
}

async function load(folders: readonly string[], progress: ProofProgress): Promise<{ lessons: Lesson[]; broken: boolean }> {
  const lessons: Lesson[] = [];
  let broken = false;
  for (const folder of folders) {
    const found = await lessonsIn(folder);
    for (const { file, line, message } of found.mistakes) progress.line(`✖ ${file}:${line}: ${message}`);
    broken ||= found.mistakes.length > 0;
    for (const path of found.lessons) {
      try {
        lessons.push(await loadLesson(path, basename(path), { lessons: folder }));
      } catch (error) {
        if (!(error instanceof LessonMistakes)) throw error;
        broken = true;
        progress.line(`✖ ${error.message}`);
      }
    }
  }
  return { lessons, broken };
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
