import { CommandError, run } from "./command.ts";
import type { LearnerEnvironment } from "./learner-environment.ts";

/** Looks at all containers of the handed-out environments at once, every few seconds: declares dead whose container does not run, and finds out what the others run out of. Two short docker processes for a whole room. */
export class EnvironmentWatch implements Disposable {
  readonly #watched = new Set<LearnerEnvironment>();
  readonly #timer: NodeJS.Timeout;
  readonly #onDocker: (failure: string | undefined) => void;
  #looking = false;
  /** Up to when Docker was asked what happened; seconds since 1970. */
  #askedUntil = Date.now() / 1_000;

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
      const memoryRanOut = watched.length > 0 ? await this.#memoryRanOut() : new Set<string>();
      await Promise.all(watched.filter((environment) => this.#watched.has(environment)).map((environment) => environment.lookForShortages(memoryRanOut)));
    } finally {
      this.#looking = false;
    }
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  /** Containers in which the kernel has ended a program for want of memory since the last look. */
  async #memoryRanOut(): Promise<Set<string>> {
    const [since, until] = [this.#askedUntil, Date.now() / 1_000];
    const names = await this.#ask(["events", "--since", String(since), "--until", String(until), "--filter", "type=container", "--filter", "event=oom", "--format", "{{.Actor.Attributes.name}}"]);
    if (names) this.#askedUntil = until;
    return new Set(names);
  }

  async #runningContainers(): Promise<Set<string> | undefined> {
    const names = await this.#ask(["ps", "--no-trunc", "--filter", "name=^tatami-", "--format", "{{.Names}}"]);
    return names && new Set(names);
  }

  /** Lines of Docker's answer; undefined when there was none. */
  async #ask(args: readonly string[]): Promise<string[] | undefined> {
    try {
      const answer = await run("docker", args, { timeoutMs: 20_000 });
      this.#onDocker(undefined);
      return answer.split("\n");
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      this.#onDocker(`Docker does not answer: ${error.output.trim().split("\n").at(-1) || error.message}`);
      return undefined;
    }
  }
}
