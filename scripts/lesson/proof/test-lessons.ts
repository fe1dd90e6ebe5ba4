import type { Environment } from "../../../clusters/environment.ts";
import { HolderError } from "../../../clusters/holder/holder.ts";
import { environmentWish } from "../../../lessons/environment-wish.ts";
import type { Lesson } from "../../../lessons/lesson.ts";
import { EnvironmentEnded } from "../../../lessons/proof/environment-ended.ts";
import type { LessonProof } from "../../../lessons/proof/proof.ts";
import { environmentsFor, type ProofEnvironment, proveLesson } from "../../../lessons/proof/prove-lesson.ts";
import { Recorder } from "../../../lessons/proof/recorder.ts";
import type { LessonAnswers } from "./answers-file.ts";
import { type EnvironmentSource, FreshEnvironments } from "./fresh-environments.ts";
import type { ProofProgress } from "./proof-progress.ts";

/** What {@link testLessons} needs. */
export interface TestLessonsOptions {
  pool: EnvironmentSource;
  signal: AbortSignal;
  progress: ProofProgress;
  /** Told of each lesson as it is through. */
  onProof: (proof: LessonProof) => void;
  /** Commands that a learner would type, by the lesson's id. */
  answers?: ReadonlyMap<string, LessonAnswers>;
  /** Index of the only step to be proved. */
  only?: number;
  /** Called instead of taking back an environment in which something failed. */
  keep?: (environment: Environment, lesson: Lesson) => void;
}

/** Proves lessons one after the other on fresh environments. Throws what is the venue's failure; what was proved until then has been told. */
export async function testLessons(lessons: readonly Lesson[], { pool, signal, progress, onProof, answers, only, keep }: TestLessonsOptions): Promise<void> {
  await using environments = new FreshEnvironments(pool, signal);
  for (const [n, lesson] of lessons.entries()) {
    const recorder = new Recorder({ onStart: (stage) => progress.started(lesson.id, stage), onEnd: (stage) => progress.ended(stage) });
    let left = environmentsFor(lesson);
    const inFreshEnvironment = async (work: (environment: ProofEnvironment) => Promise<void>): Promise<void> => {
      left--;
      const next = left > 0 ? lesson : lessons[n + 1];
      const environment = await environments.take(environmentWish(lesson), next && environmentWish(next));
      const before = wrongs(recorder);
      let alive = true;
      try {
        await workIn(environment, work, signal);
      } catch (error) {
        if (!(error instanceof EnvironmentEnded)) throw error;
        [alive, left] = [false, left + 1];
        progress.line(`  the environment ${environment.id} ended while ${lesson.id} was proved: ${error.message}`);
        throw error;
      } finally {
        if (alive && keep && wrongs(recorder) > before) keep(environment, lesson);
        else environments.giveBack(environment);
      }
    };
    onProof(await proveLesson({ lesson, inFreshEnvironment, recorder, answers: answers?.get(lesson.id), only, onOutput: (text) => progress.output(text) }));
    signal.throwIfAborted();
  }
}

/** Throws {@link EnvironmentEnded} when the environment dies meanwhile, or its holder does not do what it is asked: its watch looks every few seconds only. */
async function workIn(environment: Environment, work: (environment: ProofEnvironment) => Promise<void>, signal: AbortSignal): Promise<void> {
  const death = new AbortController();
  environment.onDeath((reason) => death.abort(new EnvironmentEnded(reason)));
  try {
    await work({ holder: environment.holder, signal: AbortSignal.any([signal, death.signal]) });
    death.signal.throwIfAborted();
  } catch (error) {
    signal.throwIfAborted();
    death.signal.throwIfAborted();
    throw error instanceof HolderError ? new EnvironmentEnded(error.message, { cause: error }) : error;
  }
}

function wrongs({ stages }: Recorder): number {
  return stages.filter(({ outcome }) => outcome !== "ok").length;
}
