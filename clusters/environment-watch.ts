import { CommandError, run } from "./command.ts";
import type { LearnerEnvironment } from "./learner-environment.ts";

/** Looks at all containers of the handed-out environments at once, every few seconds, and declares dead whose container does not run. One docker process for a whole room. */
export class EnvironmentWatch implements Disposable {
  readonly #watched = new Set<LearnerEnvironment>();
  readonly #timer: NodeJS.Timeout;
  readonly #onDocker: (failure: string | undefined) => void;
  #looking = false;

  /** `onDocker` is told after every look: why Docker does not answer, or undefined when it does. */
  constructor(onDocker: (failure: string | undefined) => void, intervalMs = 5_000) {
    this.#onDocker = onDocker;
    this.#timer = setInterval(() => void this.look(), intervalMs);
    this.#timer.unref();
  }

  add(environment: LearnerEnvironment): void {
    this.#watched.add(environment);
  }

  delete(environment: LearnerEnvironment): void {
    this.#watched.delete(environment);
  }

  /** One look, unless one is under way. A Docker that does not answer says nothing about the environments. */
  async look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    // One that is added meanwhile may have begun to run after Docker was asked.
    const watched = [...this.#watched];
    try {
      const running = await this.#runningContainers();
      if (!running) return;
      for (const environment of watched) {
        if (!this.#watched.has(environment)) continue;
        const missing = environment.containers.find((name) => !running.has(name));
        if (missing) environment.declareDead(missing.endsWith("-toolbox") ? "Its toolbox, the machine behind the terminals, has stopped." : "Its cluster's node has stopped.");
      }
    } finally {
      this.#looking = false;
    }
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  async #runningContainers(): Promise<Set<string> | undefined> {
    try {
      const names = await run("docker", ["ps", "--no-trunc", "--filter", "name=^tatami-", "--format", "{{.Names}}"], { timeoutMs: 20_000 });
      this.#onDocker(undefined);
      return new Set(names.split("\n"));
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      this.#onDocker(`Docker does not answer: ${error.output.trim().split("\n").at(-1) || error.message}`);
      return undefined;
    }
  }
}
