import { CommandError, run } from "./command.ts";
import type { LearnerEnvironment } from "./learner-environment.ts";
import { machineMemoryKills } from "./usage/kernel-file.ts";

/** Looks at all handed-out environments every few seconds: declares dead whose container does not run, measures what the others use, and finds out what they run out of. One short docker process for a whole room; the rest are files of the kernel's. */
export class EnvironmentWatch implements Disposable {
  readonly #watched = new Set<LearnerEnvironment>();
  readonly #timer: NodeJS.Timeout;
  readonly #onDocker: (failure: string | undefined) => void;
  #looking = false;
  /** Undefined before the first look. */
  #memoryKills: number | undefined;

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
    const stillWatched = (): LearnerEnvironment[] => watched.filter((environment) => this.#watched.has(environment));
    try {
      const running = await this.#runningContainers();
      if (!running) return;
      for (const environment of stillWatched()) {
        const missing = environment.containers.find((name) => !running.has(name));
        if (missing) environment.declareDead(missing.endsWith("-toolbox") ? "Its toolbox, the machine behind the terminals, has stopped." : "Its cluster's node has stopped.");
      }
      const onMachine = await this.#newMemoryKills();
      const inToolboxes = await Promise.all(stillWatched().map((environment) => environment.measure()));
      const elsewhere = onMachine - inToolboxes.reduce((sum, kills) => sum + kills, 0);
      await Promise.all(stillWatched().map((environment) => environment.lookForShortages({ killedElsewhere: elsewhere > 0 })));
    } finally {
      this.#looking = false;
    }
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  /** Programs that this machine's kernel has ended for want of memory since the last look. */
  async #newMemoryKills(): Promise<number> {
    const now = await machineMemoryKills();
    const before = this.#memoryKills ?? now;
    this.#memoryKills = now;
    return now - before;
  }

  /** Undefined when Docker does not answer. */
  async #runningContainers(): Promise<Set<string> | undefined> {
    try {
      const answer = await run("docker", ["ps", "--no-trunc", "--filter", "name=^tatami-", "--format", "{{.Names}}"], { timeoutMs: 20_000 });
      this.#onDocker(undefined);
      return new Set(answer.split("\n"));
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      this.#onDocker(`Docker does not answer: ${error.output.trim().split("\n").at(-1) || error.message}`);
      return undefined;
    }
  }
}
