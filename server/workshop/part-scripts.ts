import type { Holder } from "../../clusters/holder/holder.ts";
import { beginParts, enterPart } from "../../lessons/enter-part.ts";
import type { Lesson } from "../../lessons/lesson.ts";
import { cleanupStep } from "../../lessons/scripts.ts";
import type { Log } from "../log.ts";

/** What a learner does with a part of a lesson; `return`: they were in it already when the server went away, and what it begins once may not have been begun. */
export interface PartScriptRun {
  does: "enter" | "return" | "leave";
  lesson: Lesson | undefined;
  /** As pages count: -1 intro, the number of steps for the finish. */
  part: number;
  holder: Holder;
  signal: AbortSignal;
}

/** Runs the scripts of a lesson's parts in the order in which a learner goes through them, one at a time. */
export class PartScripts {
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
  run(wanted: PartScriptRun): Promise<void> {
    this.#last = this.#last.then(() => this.#run(wanted));
    return this.#last;
  }

  async #run({ does, lesson, part, holder, signal }: PartScriptRun): Promise<void> {
    if (!lesson || signal.aborted) return;
    const facts = { event: "part-script-failed", session: this.#sessionId, lesson: lesson.id, part, does };
    try {
      const result = await (does === "leave" ? left(lesson, part, { holder, signal }) : (does === "enter" ? enterPart : beginParts)({ lesson, part, holder, signal }));
      if (result && result.exitCode !== 0) this.#log.error({ ...facts, exitCode: result.exitCode, output: result.output.slice(-2_000) });
    } catch (error) {
      if (!signal.aborted) this.#log.error({ ...facts, err: error });
    }
  }
}

async function left(lesson: Lesson, step: number, options: Pick<PartScriptRun, "holder" | "signal">): ReturnType<typeof cleanupStep> {
  return lesson.steps[step] && cleanupStep({ lesson, step, ...options });
}
