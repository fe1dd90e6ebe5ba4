import { setTimeout as delay } from "node:timers/promises";
import { dockerList } from "../../../clusters/docker-list.ts";
import { type ContainerUsage, type UsageReader, usageReader } from "../../../clusters/usage/container-usage.ts";

/** The most that an environment has used at one moment, of all its containers together. */
export interface Peak {
  /** Bytes of working set: all memory but file pages that were not used lately. */
  workingSet: number;
  /** Bytes that belonged to programs, at their own highest moment. */
  anonymous: number;
  /** How often it was looked at. */
  looks: number;
}

const everyMs = 1_000;

/** Looks at the memory of an environment's containers (toolbox and node) once a second, until it is ended. */
export class PeakMemory implements AsyncDisposable {
  readonly #peak: Peak = { workingSet: 0, anonymous: 0, looks: 0 };
  readonly #stop = new AbortController();
  readonly #looking: Promise<void>;

  private constructor(readers: readonly UsageReader[]) {
    this.#looking = this.#look(readers);
    // Told by end(); until then it is nobody's.
    this.#looking.catch(() => undefined);
  }

  /** Begins to look at the environment with this id. */
  static async of(environment: string, signal: AbortSignal): Promise<PeakMemory> {
    const containers = await dockerList(["ps", "--filter", `name=^/tatami-[0-9a-f]+-${environment}-`, "--format", "{{.Names}}"]);
    if (containers.length === 0) throw new Error(`Docker runs no container of environment ${environment}.`);
    return new PeakMemory(await Promise.all(containers.map((name) => usageReader(name, signal))));
  }

  /** Ends the looking. Throws when a container could not be looked at: a peak that was seen in part is none. */
  async end(): Promise<Peak> {
    this.#stop.abort();
    await this.#looking;
    return this.#peak;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#looking.catch(() => undefined);
  }

  async #look(readers: readonly UsageReader[]): Promise<void> {
    const { signal } = this.#stop;
    do {
      const usages = await Promise.all(readers.map((reader) => reader.read()));
      const sum = (of: (usage: ContainerUsage) => number) => usages.reduce((total, usage) => total + of(usage), 0);
      this.#peak.workingSet = Math.max(this.#peak.workingSet, sum(({ workingSet }) => workingSet));
      this.#peak.anonymous = Math.max(this.#peak.anonymous, sum(({ anonymous }) => anonymous));
      this.#peak.looks++;
      await delay(everyMs, undefined, { signal }).catch(() => undefined);
    } while (!signal.aborted);
  }
}
