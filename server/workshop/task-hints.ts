import { renderLine } from "../../lessons/markdown.ts";
import { taskHint } from "../../lessons/task-hint.ts";
import type { Log } from "../log.ts";
import type { CheckRequest } from "./checking.ts";
import type { SessionEvent } from "./session-event.ts";

/** What {@link TaskHints} needs. */
export interface TaskHintsOptions {
  sessionId: string;
  log: Log;
  tell: (event: SessionEvent) => void;
}

/** The hints that a challenge's own scripts give to one learner while the task is not done. */
export class TaskHints {
  #options: TaskHintsOptions;
  /** The task at hand, and since when by performance.now(); a restart of the server begins to count anew. */
  #task: { key: string; since: number } | undefined;
  #running = false;

  constructor(options: TaskHintsOptions) {
    this.#options = options;
  }

  /** The learner is at this task, in this environment; the time counts from the first call. */
  at(key: string): void {
    if (this.#task?.key !== key) this.#task = { key, since: performance.now() };
  }

  /** Asks the step's script, unless it is being asked, and tells what it says. A script that fails is its author's to mend, and in the log. */
  async look({ lesson, step, language, holder, signal }: CheckRequest): Promise<void> {
    const task = this.#task;
    if (!task || this.#running || !lesson.steps[step]?.hintScript) return;
    this.#running = true;
    try {
      const text = await taskHint({ lesson, step, seconds: (performance.now() - task.since) / 1_000, holder, signal });
      if (this.#task !== task) return;
      // Authors write markdown here, too; what a learner who is root makes of it is sanitised as everything.
      const html = text && renderLine(text, { file: "index.json", lessonId: lesson.id, language, assetPrefix: "" });
      this.#options.tell({ type: "task:hint", step, html });
    } catch (error) {
      if (!signal.aborted) this.#options.log.error({ event: "hint-failed", session: this.#options.sessionId, lesson: lesson.id, step, err: error });
    } finally {
      this.#running = false;
    }
  }
}
