import type { Environment } from "../../clusters/environment.ts";
import { languagesOf } from "../lesson-parts.ts";
import type { Lesson, LessonLanguage } from "../lesson.ts";
import { printMistake } from "../mistakes.ts";
import { LessonScriptError, prepareLesson } from "../scripts.ts";
import { proveByCommands } from "./by-commands.ts";
import { proveBySolves } from "./by-solves.ts";
import { type LessonProof, type ProofStage, statusOf } from "./proof.ts";
import type { Recorder } from "./recorder.ts";

/** What {@link proveLesson} needs. */
export interface ProveLessonOptions {
  lesson: Lesson;
  /** Gives work a fresh environment and takes it back. */
  inFreshEnvironment: (work: (environment: Pick<Environment, "holder">) => Promise<void>) => Promise<void>;
  signal: AbortSignal;
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

/** Proves a lesson: by its solutions where it has some, then by the commands of its text in each language. Throws only what is the venue's failure. */
export async function proveLesson(options: ProveLessonOptions): Promise<LessonProof> {
  const { lesson, signal, recorder, answers, only, onOutput } = options;
  const begin = performance.now();
  const languages = languagesOf(lesson);
  const shared = { lesson, signal, recorder, only, ...(onOutput && { onOutput }) };
  const solves = hasSolves(lesson);
  if (solves) await prepared(options, undefined, (holder) => proveBySolves({ ...shared, holder, languages }));
  for (const language of languages) await prepared(options, language, (holder) => proveByCommands({ ...shared, holder, language, verifyFirst: !solves, ...(answers && { answers }) }));
  return proofOf(options, languages, Math.round(performance.now() - begin) / 1000);
}

function hasSolves(lesson: Lesson): boolean {
  return lesson.steps.some(({ solve }) => solve !== undefined);
}

async function prepared({ lesson, inFreshEnvironment, signal, recorder }: ProveLessonOptions, language: LessonLanguage | undefined, work: (holder: Environment["holder"]) => Promise<void>): Promise<void> {
  await inFreshEnvironment(async ({ holder }) => {
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
    if (ready) await work(holder);
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
