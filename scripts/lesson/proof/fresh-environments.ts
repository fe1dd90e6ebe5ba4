import { isDeepStrictEqual } from "node:util";
import type { Environment, EnvironmentPool } from "../../../clusters/environment.ts";
import type { EnvironmentWish } from "../../../lessons/environment-wish.ts";

/** What hands out environments and takes them back. */
export type EnvironmentSource = Pick<EnvironmentPool, "acquire" | "release">;

/** Fresh environments, one after the other; the next one is made while one is at work. */
export class FreshEnvironments implements AsyncDisposable {
  readonly #pool: EnvironmentSource;
  readonly #signal: AbortSignal;
  readonly #stop = new AbortController();
  readonly #going: Promise<void>[] = [];
  #next: { wish: EnvironmentWish; coming: Promise<Environment> } | undefined;

  constructor(pool: EnvironmentSource, signal: AbortSignal) {
    this.#pool = pool;
    this.#signal = AbortSignal.any([signal, this.#stop.signal]);
  }

  /** An environment as it is wished; nobody has worked in it. `next` is what will be asked for after it, if anything will: it is made meanwhile. */
  async take(wish: EnvironmentWish, next: EnvironmentWish | undefined): Promise<Environment> {
    const made = this.#next && isDeepStrictEqual(this.#next.wish, wish) ? this.#next : undefined;
    if (made) this.#next = undefined;
    const environment = await (made?.coming ?? this.#order(wish));
    if (!next || !this.#next || !isDeepStrictEqual(this.#next.wish, next)) this.#discardNext();
    if (next) this.#next ??= { wish: next, coming: this.#order(next) };
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
    this.#discardNext();
    await Promise.all(this.#going);
  }

  /** Nobody will take it, and so nobody is told when it cannot be made. */
  #discardNext(): void {
    if (this.#next) this.#going.push(this.#next.coming.then((environment) => this.#pool.release(environment), () => undefined));
    this.#next = undefined;
  }

  #order(wish: EnvironmentWish): Promise<Environment> {
    const coming = this.#pool.acquire({ ...wish, signal: this.#signal });
    coming.catch(() => undefined);
    return coming;
  }
}
