import type { Environment, EnvironmentPool } from "../../../clusters/environment.ts";
import { environmentWish } from "../../../lessons/environment-wish.ts";
import type { Lesson } from "../../../lessons/lesson.ts";
import type { LessonProof } from "../../../lessons/proof/proof.ts";
import { environmentsFor, proveLesson } from "../../../lessons/proof/prove-lesson.ts";
import { Recorder } from "../../../lessons/proof/recorder.ts";
import { VenueProblem } from "../../venue/venue-problem.ts";
import { FreshEnvironments } from "./fresh-environments.ts";
import type { ProofProgress } from "./proof-progress.ts";

/** What {@link testLessons} needs. */
export interface TestLessonsOptions {
  pool: EnvironmentPool;
  signal: AbortSignal;
  progress: ProofProgress;
  /** Told of each lesson as it is through. */
  onProof: (proof: LessonProof) => void;
  /** Commands that a learner would type, by the step's index. */
  answers?: ReadonlyMap<number, readonly string[]>;
  /** Index of the only step to be proved. */
  only?: number;
  /** Called instead of taking back an environment in which something failed. */
  keep?: (environment: Environment) => void;
}

/** Proves lessons one after the other on fresh environments. Throws what is the venue's failure; what was proved until then has been told. */
export async function testLessons(lessons: readonly Lesson[], { pool, signal, progress, onProof, answers, only, keep }: TestLessonsOptions): Promise<void> {
  const venue = new AbortController();
  const either = AbortSignal.any([signal, venue.signal]);
  const wishes = lessons.flatMap((lesson) => Array.from({ length: environmentsFor(lesson) }, () => environmentWish(lesson)));
  await using environments = new FreshEnvironments(pool, wishes, either);
  for (const lesson of lessons) {
    const recorder = new Recorder({ onStart: (stage) => progress.started(lesson.id, stage), onEnd: (stage) => progress.ended(stage) });
    const inFreshEnvironment = async (work: (environment: Environment) => Promise<void>): Promise<void> => {
      const environment = await environments.take();
      const before = wrongs(recorder);
      environment.onDeath((reason) => venue.abort(new VenueProblem(`The environment ${environment.id} died while ${lesson.id} was proved: ${reason}`, "Run `npx tatami doctor` to see what this machine lacks, then try again.")));
      try {
        await work(environment);
      } finally {
        if (keep && wrongs(recorder) > before) keep(environment);
        else environments.giveBack(environment);
      }
    };
    onProof(await proveLesson({ lesson, inFreshEnvironment, signal: either, recorder, answers, only, onOutput: (text) => progress.output(text) }));
    either.throwIfAborted();
  }
}

function wrongs({ stages }: Recorder): number {
  return stages.filter(({ outcome }) => outcome !== "ok").length;
}
