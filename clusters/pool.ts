import type { BringUpProgress, Environment, EnvironmentPool, Flavor, PoolStatus, PoolWait, ToolboxUser } from "./environment.ts";
import type { EnvironmentMaker } from "./environment-maker.ts";
import { EnvironmentWatch } from "./environment-watch.ts";
import type { LearnerEnvironment } from "./learner-environment.ts";
import type { Grant } from "./policies/grant.ts";

/** The pool gives nothing any more: the server is ending. */
export class PoolClosed extends Error {
  override readonly name = "PoolClosed";
}

/** How many environments the pool keeps. */
export interface PoolSize {
  /** Environments with a cluster kept asleep for the next learners. */
  reserve: number;
  /** Most environments at a time, asleep ones and those on their way up or down included. */
  capacity: number;
}

/** Milliseconds after a hand-out in which nothing is made in advance: a bring-up takes the machine from a learner whose first prompt is on its way. */
const restMs = 3_000;

/** What is asked for. */
interface Wish {
  flavor: Flavor;
  user: ToolboxUser;
}

interface Waiter extends Wish {
  onWait: (wait: PoolWait) => void;
  signal: AbortSignal;
  take(environment: LearnerEnvironment): void;
  refuse(reason: unknown): void;
}

/** The bring-up under way. */
interface Making extends Wish {
  progress?: BringUpProgress;
  done: Promise<void>;
}

/** Warm environments, handed out once each, first come first served. One bring-up at a time: two on one machine are slower than one after the other. */
export class Pool implements EnvironmentPool {
  readonly #maker: EnvironmentMaker;
  readonly #size: PoolSize;
  readonly #watch = new EnvironmentWatch((failure) => this.#dockerAnswered(failure));
  #withoutDocker: string | undefined;
  readonly #asleep: LearnerEnvironment[] = [];
  readonly #leased = new Set<Environment>();
  readonly #waiters: Waiter[] = [];
  readonly #listeners: (() => void)[] = [];
  readonly #closing = new AbortController();
  readonly #goingDown = new Map<string, Promise<void>>();
  #making: Making | undefined;
  #failure: { error: unknown; until: number } | undefined;
  #swept = false;
  /** How many were handed out less than {@link restMs} ago. */
  #comers = 0;

  constructor(maker: EnvironmentMaker, size: PoolSize) {
    this.#maker = maker;
    this.#size = size;
  }

  status(): PoolStatus {
    return {
      ready: this.#asleep.length,
      reserve: this.#size.reserve,
      capacity: this.#size.capacity,
      leased: this.#leased.size,
      waiting: this.#waiters.length,
      ...(this.#making?.progress && { making: this.#making.progress }),
      ...this.#trouble(),
    };
  }

  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  async acquire({ flavor, user = "learner", grants = [], signal, onWait = () => undefined }: Parameters<EnvironmentPool["acquire"]>[0]): Promise<Environment> {
    const wish: Wish = { flavor, user };
    for (;;) {
      signal.throwIfAborted();
      this.#refuseWhenClosed();
      const found = this.#waiters.some((waiter) => waiter.flavor === flavor) ? undefined : this.#takeAsleep(wish);
      if (found) this.#handOut(found);
      const environment = found ?? (await this.#wait(wish, signal, onWait));
      this.#changed();
      try {
        return await this.#wake(environment, { user, grants, signal });
      } catch (error) {
        // It never reached a learner: what is left of it goes. One that died in its sleep says nothing about the next one.
        await this.release(environment);
        if (!found) throw error;
      }
    }
  }

  #handOut(environment: LearnerEnvironment): void {
    this.#leased.add(environment);
    this.#comers++;
    setTimeout(() => {
      this.#comers--;
      this.#fill();
    }, restMs).unref();
  }

  async #wake(environment: LearnerEnvironment, { user, grants, signal }: { user: ToolboxUser; grants: readonly Grant[]; signal: AbortSignal }): Promise<LearnerEnvironment> {
    if (environment.user === user) {
      await environment.unpause(signal);
      await environment.grant(grants, signal);
      this.#watch.add(environment);
      return environment;
    }
    // Its toolbox goes, which is no death.
    this.#watch.delete(environment);
    const other = await this.#maker.wakeAsRoot(environment, signal);
    await other.grant(grants, signal);
    this.#leased.delete(environment);
    this.#leased.add(other);
    this.#watch.add(other);
    return other;
  }

  async release(environment: Environment): Promise<void> {
    if (!this.#leased.delete(environment)) throw new Error(`Environment ${environment.id} was released before, or is not of this pool.`);
    await this.#takeDown(environment as LearnerEnvironment);
  }

  async adopt(id: string): Promise<Environment | undefined> {
    const environment = await this.#maker.adopt(id);
    if (!environment) return undefined;
    this.#leased.add(environment);
    this.#watch.add(environment);
    this.#changed();
    return environment;
  }

  async sweep(): Promise<void> {
    await this.#takeDownUnknown();
    this.#swept = true;
    this.#fill();
  }

  async #takeDownUnknown(): Promise<void> {
    const known = [...this.#leased, ...this.#asleep].map(({ id }) => id);
    await this.#maker.sweep(new Set([...known, ...this.#goingDown.keys()]));
  }

  /** Takes the environments down that nobody got; what was handed out stays. */
  async drain(): Promise<void> {
    this.#closing.abort(new PoolClosed("Tatami is ending and hands out no more environments."));
    for (const waiter of this.#waiters.splice(0)) waiter.refuse(this.#closing.signal.reason);
    this.#watch[Symbol.dispose]();
    await this.#making?.done;
    const sleepers = this.#asleep.splice(0).map((environment) => environment[Symbol.asyncDispose]());
    const outcomes = await Promise.allSettled([...sleepers, ...this.#goingDown.values()]);
    const failures = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason as unknown] : []));
    if (failures.length > 0) throw new AggregateError(failures, failures.map(messageOf).join("; "));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.drain();
  }

  #trouble(): { failure?: string } {
    const failure = this.#withoutDocker ?? (this.#failure && messageOf(this.#failure.error));
    return failure === undefined ? {} : { failure };
  }

  #dockerAnswered(failure: string | undefined): void {
    if (failure === this.#withoutDocker) return;
    this.#withoutDocker = failure;
    if (failure === undefined) this.#sweepAgain().catch((error: unknown) => this.#failed(error));
    this.#changed();
  }

  /** What could not be taken down while Docker was away; nothing is made meanwhile, as a sweep takes down what it does not know. */
  async #sweepAgain(): Promise<void> {
    this.#swept = false;
    await this.#making?.done;
    await this.sweep();
  }

  #refuseWhenClosed(): void {
    this.#closing.signal.throwIfAborted();
  }

  #takeAsleep(wish: Wish): LearnerEnvironment | undefined {
    const exact = this.#asleep.findIndex((environment) => environment.flavor === wish.flavor && environment.user === wish.user);
    const index = exact < 0 ? this.#asleep.findIndex((environment) => fits(environment, wish)) : exact;
    return index < 0 ? undefined : this.#asleep.splice(index, 1)[0];
  }

  async #wait(wish: Wish, signal: AbortSignal, onWait: (wait: PoolWait) => void): Promise<LearnerEnvironment> {
    const { promise, resolve, reject } = Promise.withResolvers<LearnerEnvironment>();
    const waiter: Waiter = { ...wish, onWait, signal, take: resolve, refuse: reject };
    this.#waiters.push(waiter);
    const leave = (): void => {
      const place = this.#waiters.indexOf(waiter);
      if (place >= 0) this.#waiters.splice(place, 1);
      reject(signal.reason);
      this.#changed();
    };
    signal.addEventListener("abort", leave, { once: true });
    this.#changed();
    try {
      return await promise;
    } finally {
      signal.removeEventListener("abort", leave);
    }
  }

  /** Tells everyone, and makes what is missing. */
  #changed(): void {
    for (const [index, waiter] of this.#waiters.entries()) waiter.onWait({ position: index + 1, ...(index === 0 && this.#making?.progress && { progress: this.#making.progress }) });
    for (const listener of this.#listeners) listener();
    this.#fill();
  }

  #wanted(): Wish | undefined {
    const first = this.#waiters[0];
    if (first) return { flavor: first.flavor, user: first.user };
    return this.#asleep.length < this.#size.reserve ? { flavor: "cluster", user: "learner" } : undefined;
  }

  #fill(): void {
    const wanted = this.#wanted();
    if (!wanted || this.#making || !this.#swept || this.#closing.signal.aborted) return;
    const inAdvance = this.#waiters.length === 0;
    if (inAdvance && (this.#comers > 0 || (this.#failure && performance.now() < this.#failure.until))) return;
    const existing = this.#asleep.length + this.#leased.size + this.#goingDown.size;
    if (existing >= this.#size.capacity) {
      // One that sleeps with the wrong content makes room for a learner who waits.
      const unfit = this.#waiters.length > 0 ? this.#asleep.pop() : undefined;
      if (unfit) void this.#takeDown(unfit).catch((error: unknown) => this.#failed(error));
      return;
    }
    const making: Making = { ...wanted, done: Promise.resolve() };
    this.#making = making;
    making.done = this.#make(making);
  }

  async #make(making: Making): Promise<void> {
    try {
      // What a bring-up could not take down when it failed, as when Docker was away for a moment.
      if (this.#failure) await this.#takeDownUnknown();
      const environment = await this.#maker.make(making.flavor, {
        user: making.user,
        signal: this.#closing.signal,
        onProgress: (progress) => {
          making.progress = progress;
          this.#changed();
        },
      });
      this.#failure = undefined;
      const waiter = this.#waiters.find((wish) => fits(environment, wish));
      if (waiter) {
        this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
        // Counted from now on, not from when the learner's promise is looked at: or another one would be made in its place.
        this.#handOut(environment);
        waiter.take(environment);
      } else this.#putToSleep(environment);
    } catch (error) {
      if (!this.#closing.signal.aborted) this.#failed(error);
    } finally {
      this.#making = undefined;
    }
    if (!this.#closing.signal.aborted) this.#changed();
  }

  /** Whoever waited longest hears why; the next try comes by itself, for the reserve not before 15 s. */
  #failed(error: unknown): void {
    this.#failure = { error, until: performance.now() + 15_000 };
    this.#waiters.shift()?.refuse(error);
    setTimeout(() => this.#changed(), 15_100).unref();
  }

  /** One that dies before anyone got it is replaced. */
  #putToSleep(environment: LearnerEnvironment): void {
    this.#asleep.push(environment);
    this.#watch.add(environment);
    environment.onDeath(() => {
      const place = this.#asleep.indexOf(environment);
      if (place < 0) return;
      this.#asleep.splice(place, 1);
      this.#takeDown(environment).catch((error: unknown) => this.#failed(error));
    });
  }

  async #takeDown(environment: LearnerEnvironment): Promise<void> {
    this.#watch.delete(environment);
    const gone = environment[Symbol.asyncDispose]();
    this.#goingDown.set(environment.id, gone);
    this.#changed();
    try {
      await gone;
    } finally {
      this.#goingDown.delete(environment.id);
      this.#changed();
    }
  }
}

/** One whose learner is not root can still become one with root, by another toolbox; never the other way round. */
function fits(environment: LearnerEnvironment, { flavor, user }: Wish): boolean {
  return environment.flavor === flavor && (environment.user === user || environment.user === "learner");
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
