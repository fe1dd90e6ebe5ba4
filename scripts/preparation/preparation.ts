import { setTimeout as delay } from "node:timers/promises";
import type { Stage } from "../../server/protocol.ts";
import { StageTimes } from "./stage-times.ts";
import { VenueProblem } from "../venue/venue-problem.ts";

/** How long a stage that failed waits until it is tried again by itself. */
const defaultRetryMs = 15_000;

/** One stage of making the venue ready; run again from its beginning after a failure, so it has to be safe to repeat. */
export interface PreparationStage {
  /** The client translates it; the terminal shows it. */
  id: string;
  /** Seconds that it took where this was measured (2 cores, Debian 12): the estimate until this machine has a time of its own. */
  expectedSeconds?: number;
  run(report: (now: StageNow) => void, signal: AbortSignal): Promise<void>;
}

/** What a running stage tells about itself. */
export type StageNow = Partial<Pick<Stage, "progress" | "detail" | "step" | "secondsLeft">>;

/** Brings the venue up stage by stage while everybody can watch: the page, the terminal, the health check. */
export class Preparation {
  readonly #stages: { work: PreparationStage; shown: Stage }[];
  readonly #listeners = new Set<(stages: Stage[]) => void>();
  readonly #times: StageTimes;
  readonly #retryMs: number;

  /** `timesFile` keeps how long each stage took, for the next start's estimate. */
  constructor(stages: readonly PreparationStage[], timesFile: string, { retryMs = defaultRetryMs } = {}) {
    this.#retryMs = retryMs;
    this.#stages = stages.map((work) => ({ work, shown: { id: work.id, state: "waiting", progress: 0 } }));
    this.#times = new StageTimes(timesFile);
  }

  /** The stages as they are now, first to last. */
  stages(): Stage[] {
    return this.#stages.map(({ shown }) => ({ ...shown }));
  }

  /** Called at every change with all stages. */
  onChange(listener: (stages: Stage[]) => void): void {
    this.#listeners.add(listener);
  }

  /** Runs all stages to their end, each as often as it takes. Throws only the signal's reason. */
  async run(signal: AbortSignal): Promise<void> {
    await this.#times.read();
    for (const stage of this.#stages) {
      while (!(await this.#attempt(stage, signal))) await delay(this.#retryMs, undefined, { signal }).catch(() => signal.throwIfAborted());
    }
  }

  async #attempt({ work, shown }: { work: PreparationStage; shown: Stage }, signal: AbortSignal): Promise<boolean> {
    signal.throwIfAborted();
    const begin = performance.now();
    const expected = this.#times.secondsOf(work.id) ?? work.expectedSeconds;
    // What failed stays readable while it is tried again.
    this.#show(shown, { state: "running", progress: 0, detail: undefined, step: undefined, secondsLeft: expected });
    const clock = setInterval(() => expected !== undefined && this.#show(shown, byClock(shown, expected, (performance.now() - begin) / 1000)), 1_000);
    try {
      await work.run((now) => {
        if (now.secondsLeft !== undefined) clearInterval(clock);
        // What the clock has shown is not taken back.
        this.#show(shown, now.progress === undefined ? now : { ...now, progress: Math.max(shown.progress, now.progress) });
      }, signal);
      await this.#times.note(work.id, (performance.now() - begin) / 1000);
      this.#show(shown, { state: "done", progress: 1, detail: undefined, step: undefined, secondsLeft: undefined, failure: undefined });
      return true;
    } catch (error) {
      signal.throwIfAborted();
      this.#show(shown, { state: "failed", secondsLeft: undefined, failure: failureOf(error) });
      return false;
    } finally {
      clearInterval(clock);
    }
  }

  #show(shown: Stage, change: Partial<Stage>): void {
    Object.assign(shown, change);
    const stages = this.stages();
    for (const listener of this.#listeners) listener(stages);
  }
}

/** Where a stage that does not tell its own time should be, by how long it took the last time; never quite at the end, and without a time when it takes longer than that. */
function byClock(shown: Stage, expected: number, elapsed: number): Partial<Stage> {
  const progress = Math.max(shown.progress, Math.min(0.95, elapsed / expected));
  return { progress, secondsLeft: secondsLeftOf(expected - elapsed) };
}

/** Whole seconds; undefined for a time that is over. */
export function secondsLeftOf(seconds: number): number | undefined {
  return seconds > 0 ? Math.ceil(seconds) : undefined;
}

function failureOf(error: unknown): { reason: string; remedy: string } {
  const reason = error instanceof Error ? error.message : String(error);
  const remedy = error instanceof VenueProblem || hasRemedy(error) ? error.remedy : "Run `npx tatami doctor` to see what this machine lacks. It is tried again every 15 seconds.";
  return { reason, remedy };
}

/** Errors of the folders to the left bring their remedy along without knowing {@link VenueProblem}. */
function hasRemedy(error: unknown): error is { remedy: string } {
  return typeof error === "object" && error !== null && "remedy" in error && typeof error.remedy === "string";
}
