import type { Environment, EnvironmentPool } from "../../../clusters/environment.ts";
import type { EnvironmentWish } from "../../../lessons/environment-wish.ts";

/** Of a lesson, or a plain one. */
type Wish = Pick<EnvironmentWish, "flavor"> & Partial<EnvironmentWish>;

/** Fresh environments, one after the other; the next one is made while one is at work. */
export class FreshEnvironments implements AsyncDisposable {
  readonly #pool: EnvironmentPool;
  readonly #wishes: Wish[];
  readonly #signal: AbortSignal;
  readonly #stop = new AbortController();
  readonly #going: Promise<void>[] = [];
  #next: Promise<Environment> | undefined;

  /** `wishes` are the environments that will be asked for, in their order. */
  constructor(pool: EnvironmentPool, wishes: readonly Wish[], signal: AbortSignal) {
    this.#pool = pool;
    this.#wishes = [...wishes];
    this.#signal = AbortSignal.any([signal, this.#stop.signal]);
  }

  /** The next environment; it is awake, and nobody has worked in it. */
  async take(): Promise<Environment> {
    const environment = await (this.#next ?? this.#order());
    this.#next = undefined;
    if (this.#wishes.length > 0) this.#next = this.#order();
    return environment;
  }

  /** Takes an environment back; it goes down behind the scenes. */
  giveBack(environment: Environment): void {
    const gone = this.#pool.release(environment);
    // Told at the end, when all are awaited.
    gone.catch(() => undefined);
    this.#going.push(gone);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort(new Error("no more environments are needed"));
    const ordered = await this.#next?.catch(() => undefined);
    if (ordered) this.giveBack(ordered);
    await Promise.all(this.#going);
  }

  #order(): Promise<Environment> {
    const coming = this.#pool.acquire({ ...(this.#wishes.shift() ?? { flavor: "shell" }), signal: this.#signal });
    coming.catch(() => undefined);
    return coming;
  }
}
