import type { Holder } from "../../clusters/holder/holder.ts";
import type { Lesson } from "../../lessons/lesson.ts";
import { solveStep } from "../../lessons/scripts.ts";
import type { Log } from "../log.ts";
import { Refusal } from "../refusal.ts";

/** What is to be solved, and where. */
export interface SolveRequest {
  lesson: Lesson;
  step: number;
  holder: Holder;
  signal: AbortSignal;
}

/** The authors' solutions that one learner asks for: one at a time. */
export class Solving {
  #sessionId: string;
  #log: Log;
  #running = false;

  constructor({ sessionId, log }: { sessionId: string; log: Log }) {
    this.#sessionId = sessionId;
    this.#log = log;
  }

  /** Runs the solution as the learner, after what must be over first. Throws Refusal. */
  async run({ lesson, step, holder, signal }: SolveRequest, after: Promise<void>): Promise<{ output: string; exitCode?: number }> {
    if (!lesson.steps[step]?.solve) throw new Refusal("bad-request", `step ${step + 1} has no solution to run`);
    if (this.#running) throw new Refusal("solve-running", "a solution is running already; wait for its end");
    this.#running = true;
    try {
      await after;
      const result = await solveStep({ lesson, step, holder, signal });
      this.#log.info({ event: "solve", session: this.#sessionId, lesson: lesson.id, step, exitCode: result?.exitCode });
      return { output: result?.output ?? "", exitCode: result?.exitCode };
    } finally {
      this.#running = false;
    }
  }
}
