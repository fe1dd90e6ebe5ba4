import type { Holder } from "../../clusters/holder/holder.ts";
import { languagesOf } from "../lesson-parts.ts";
import type { Lesson, LessonLanguage } from "../lesson.ts";
import { printMistake } from "../mistakes.ts";
import { LessonScriptError, prepareLesson } from "../scripts.ts";
import { proveByCommands } from "./by-commands.ts";
import { proveBySolves } from "./by-solves.ts";
import { EnvironmentEnded } from "./environment-ended.ts";
import { type LessonProof, type ProofStage, statusOf } from "./proof.ts";
import type { Recorder } from "./recorder.ts";

/** A fresh environment at work. */
export interface ProofEnvironment {
  holder: Holder;
  /** Ends what waits when the proof is ended, or the environment. */
  signal: AbortSignal;
}

/** What {@link proveLesson} needs. */
export interface ProveLessonOptions {
  lesson: Lesson;
  /** Gives work a fresh environment and takes it back. Throws {@link EnvironmentEnded} when that has not lived through the work. */
  inFreshEnvironment: (work: (environment: ProofEnvironment) => Promise<void>) => Promise<void>;
  recorder: Recorder;
  /** Commands that a learner would type, by the step's index. */
  answers?: ReadonlyMap<number, readonly string[]>;
  /** Index of the only step to be proved. */
  only?: number;
  /** Called with the output of checks as it appears. */
  onOutput?: (text: string) => void;
}

/** How many fresh environments the proof of a lesson takes: one for its solutions, one for each language of its text. */
export function environmentsFor(lesson: Lesson): number {
  return (hasSolves(lesson) ? 1 : 0) + languagesOf(lesson).length;
}

/**
 * Proves a lesson: by its solutions where it has some, then by the commands of its text in each language. Throws only what is the venue's failure.
 * An environment that ends may be that, and another one is taken; of a lesson that ends a second one, its own scripts and commands are the likelier reason.
 */
export async function proveLesson(options: ProveLessonOptions): Promise<LessonProof> {
  const { lesson, recorder, answers, only, onOutput } = options;
  const begin = performance.now();
  const languages = languagesOf(lesson);
  const shared = { lesson, recorder, only, ...(onOutput && { onOutput }) };
  const solves = hasSolves(lesson);
  const ways: (() => Promise<void>)[] = languages.map((language) => () => prepared(options, language, (environment) => proveByCommands({ ...shared, ...environment, language, verifyFirst: !solves, ...(answers && { answers }) })));
  if (solves) ways.unshift(() => prepared(options, undefined, (environment) => proveBySolves({ ...shared, ...environment, languages })));
  await goThrough(ways, recorder);
  return proofOf(options, languages, Math.round(performance.now() - begin) / 1000);
}

function hasSolves(lesson: Lesson): boolean {
  return lesson.steps.some(({ solve }) => solve !== undefined);
}

/** Goes all ways through a lesson, and one of them a second time when its environment ended on it. */
async function goThrough(ways: readonly (() => Promise<void>)[], recorder: Recorder): Promise<void> {
  let again = true;
  for (const way of ways) {
    const begin = recorder.stages.length;
    try {
      await way().catch((error: unknown) => {
        if (!(error instanceof EnvironmentEnded) || !again) throw error;
        again = false;
        recorder.rewind(begin);
        return way();
      });
    } catch (error) {
      if (!(error instanceof EnvironmentEnded)) throw error;
      recorder.interrupted(`it ended its own environment twice: ${error.message}`);
      return;
    }
  }
}

async function prepared({ lesson, inFreshEnvironment, recorder }: ProveLessonOptions, language: LessonLanguage | undefined, work: (environment: ProofEnvironment) => Promise<void>): Promise<void> {
  await inFreshEnvironment(async (environment) => {
    const { holder, signal } = environment;
    const ready = await recorder.stage({ step: -1, stage: "prepare", ...(language && { language }) }, async () => {
      const misses: string[] = [];
      try {
        await prepareLesson({ lesson, holder, signal, onMiss: (message) => void misses.push(message) });
        return { message: misses.join("; ") };
      } catch (error) {
        if (!(error instanceof LessonScriptError)) throw error;
        const [message = "", ...output] = error.message.split("\n");
        return { outcome: "failed", message, output: output.join("\n") };
      }
    });
    if (ready) await work(environment);
  });
}

/** A check that is named and cannot be run proves nothing, and is not the same as none. */
function checksMissing({ notices }: Lesson, step: number): ProofStage[] {
  return notices.filter(({ part, key }) => part === step && key === "verify").map((notice) => ({ step, stage: "before", outcome: "failed", message: `its check is missing: ${printMistake(notice)}`, seconds: 0 }));
}

function proofOf({ lesson, recorder: { stages }, only }: ProveLessonOptions, languages: LessonLanguage[], seconds: number): LessonProof {
  const steps = lesson.steps.flatMap((step, n) => {
    if (only !== undefined && n !== only) return [];
    const own = [...checksMissing(lesson, n), ...stages.filter((stage) => stage.step === n)];
    return [{ number: n + 1, title: step.title.en ?? step.title.ja ?? "", status: statusOf(own, { hasCheck: step.verify !== undefined }), stages: own }];
  });
  const trouble = stages.filter((stage: ProofStage) => stage.outcome !== "ok" && (stage.step < 0 || (only !== undefined && stage.step < only)));
  const proved = trouble.length === 0 && steps.every(({ status }) => status === "proved" || status === "no-check");
  return { lesson: lesson.id, folder: lesson.folder, languages, proved, seconds, trouble, steps };
}
