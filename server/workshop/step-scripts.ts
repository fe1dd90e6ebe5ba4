import type { Holder } from "../../clusters/holder/holder.ts";
import type { Lesson } from "../../lessons/lesson.ts";
import { cleanupStep, setupStep } from "../../lessons/scripts.ts";
import type { Log } from "../log.ts";

/** One of the scripts that run unseen when a step is entered or left. */
export interface StepScriptRun {
  lesson: Lesson | undefined;
  /** The intro and the finish have no scripts. */
  step: number;
  script: "setup" | "cleanup";
  holder: Holder;
  signal: AbortSignal;
}

/** Runs the scripts of steps in the order in which a learner goes through them, one at a time. */
export class StepScripts {
  #sessionId: string;
  #log: Log;
  #last: Promise<void> = Promise.resolve();

  constructor({ sessionId, log }: { sessionId: string; log: Log }) {
    this.#sessionId = sessionId;
    this.#log = log;
  }

  /** Resolves when none is under way any more. */
  get idle(): Promise<void> {
    return this.#last;
  }

  /** Never rejects: a script that fails is the author's to mend, so it is logged, and the step's check says what is missing. */
  run(wanted: StepScriptRun): Promise<void> {
    this.#last = this.#last.then(() => this.#run(wanted));
    return this.#last;
  }

  async #run({ lesson, step, script, holder, signal }: StepScriptRun): Promise<void> {
    if (!lesson?.steps[step]?.[script] || signal.aborted) return;
    const facts = { event: "step-script-failed", session: this.#sessionId, lesson: lesson.id, step, script };
    try {
      const result = await (script === "setup" ? setupStep : cleanupStep)({ lesson, step, holder, signal });
      if (result && result.exitCode !== 0) this.#log.error({ ...facts, exitCode: result.exitCode, output: result.output.slice(-2_000) });
    } catch (error) {
      if (!signal.aborted) this.#log.error({ ...facts, err: error });
    }
  }
}
