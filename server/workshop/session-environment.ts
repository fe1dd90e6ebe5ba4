import type { Environment, EnvironmentPool, EnvironmentUsage, PoolWait } from "../../clusters/environment.ts";
import { environmentWish } from "../../lessons/environment-wish.ts";
import type { Lesson } from "../../lessons/lesson.ts";
import { prepareLesson } from "../../lessons/scripts.ts";
import type { Log } from "../log.ts";
import type { EnvironmentState, Shortage } from "../protocol.ts";
import { Refusal } from "../refusal.ts";
import type { LeaseRecord } from "../store/lease-records.ts";
import type { Store } from "../store/store.ts";
import { extended, newClock, type SessionClock } from "./session-clock.ts";
import { failedState } from "./failed-state.ts";
import { type CpuShare, UsageHistory } from "./usage-history.ts";

/** What {@link SessionEnvironment} needs. */
export interface SessionEnvironmentOptions {
  sessionId: string;
  store: Store;
  log: Log;
  /** Undefined while the venue is being prepared or is going down. */
  pool: () => EnvironmentPool | undefined;
  /** A lease of the server's last run, which {@link SessionEnvironment.takeBack} will settle. */
  lease?: LeaseRecord;
  /** Throws Refusal when this session may not have a fresh environment now, for somebody at this address; else it counts. */
  allow: (address: string | undefined) => void;
  /** How long an environment lives when nobody extends it. */
  minutes: number;
  /** The state changed. */
  onChange: () => void;
  /** What the environment runs out of changed, and nothing else: by a program of the learner's, and not by the learner. */
  onShortage: () => void;
  /** A part of the environment with this id has used its whole CPU for long. */
  onFullCpu: (share: CpuShare, environment: string) => void;
  /** The learner comes into an environment, before they see it: a `fresh` one, after the lesson's own preparation, or one of the server's last run. */
  comeIn: (environment: Environment, options: ComingIn) => Promise<void>;
}

/** How a learner comes into an environment. */
export interface ComingIn {
  fresh: boolean;
  /** It is to be brought to the step that they are in. */
  rebuild: boolean;
  signal: AbortSignal;
  /** Shown to them while they wait. */
  onStage: (stage: { step: string; done: number; total: number }) => void;
}

/** The state without what the clock adds when it is told. */
type SettledState = Exclude<EnvironmentState, { state: "ready" }> | { state: "ready"; id: string };

/** A session's environment, from the wish for one to its end. Its state is what the learner sees. */
export class SessionEnvironment {
  #state: SettledState = { state: "none" };
  #clock: SessionClock = { since: 0, endsAt: 0, latest: 0 };
  #options: SessionEnvironmentOptions;
  /** In force from acquire to release; {@link environment} shows it only when it is ready. */
  #held: Environment | undefined;
  /** Where {@link #held} goes back to. */
  #lender: EnvironmentPool | undefined;
  #shortages: readonly Shortage[] = [];
  #usage = new UsageHistory();
  #lessonId: string | undefined;
  #address: string | undefined;
  #abort = new AbortController();

  constructor(options: SessionEnvironmentOptions) {
    this.#options = options;
    if (!options.lease) return;
    this.#lessonId = options.lease.lessonId;
    this.#state = { state: "waiting", position: 0, step: "find-environment" };
  }

  /** As of now. */
  get state(): EnvironmentState {
    if (this.#state.state !== "ready") return this.#state;
    const { endsAt, latest } = this.#clock;
    return { ...this.#state, secondsLeft: Math.max(0, Math.round((endsAt - Date.now()) / 1_000)), canExtend: endsAt < latest, ...(this.#shortages.length > 0 && { shortages: [...this.#shortages] }) };
  }

  /** The environment, when it is ready to be worked in. */
  get environment(): Environment | undefined {
    return this.#state.state === "ready" ? this.#held : undefined;
  }

  /** Seconds since the environment was handed out. */
  get secondsIn(): number {
    return Math.max(0, Math.round((Date.now() - this.#clock.since) / 1_000));
  }

  /** What the last look found, and the part that was busiest over the last `seconds`; each undefined before it is known. */
  usageOver(seconds: number): { latest: EnvironmentUsage | undefined; busiest: CpuShare | undefined } {
    return { latest: this.#usage.latest, busiest: this.#usage.busiest(seconds) };
  }

  /** Aborted when the environment of this moment is given back or dies. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Where the learner was who asked for the environment at hand, or waits for it; not known of one of the server's last run. */
  get address(): string | undefined {
    return this.#address;
  }

  /** Throws Refusal, before anything is changed, where {@link start} could not have an environment now: for this lesson, or, `afresh`, in any case another one. */
  require(lesson: Lesson, { address, afresh = false }: { address: string | undefined; afresh?: boolean }): void {
    this.#requirePool();
    if (afresh || !this.#serves(lesson)) this.#options.allow(address);
  }

  /** Keeps the environment if it is this lesson's, else gives it back and waits for another; the state tells how that goes. `rebuild`: see {@link ComingIn}. */
  start(lesson: Lesson, { address, rebuild = false }: { address: string | undefined; rebuild?: boolean }): void {
    if (this.#serves(lesson)) return;
    const pool = this.#requirePool();
    this.giveBack();
    this.#lessonId = lesson.id;
    this.#address = address;
    this.#set({ state: "waiting", position: 1 });
    void this.#take(pool, lesson, { rebuild, signal: this.#abort.signal });
  }

  /** Ends the environment, if there is one. */
  giveBack(): void {
    this.#leave({ state: "none" });
  }

  /** Ends the environment because its learner was away for so long. */
  endIdle(minutes: number): void {
    this.#leave({ state: "ended", cause: "idle", reason: `nobody was here for ${minutes} minutes` });
  }

  /** Ends the environment because the instructor said so. Throws Refusal when nobody works in it. */
  endByInstructor(): void {
    if (this.#state.state !== "ready") throw new Refusal("environment-missing", "there is no environment to end right now");
    this.#leave({ state: "ended", cause: "instructor", reason: "the instructor has ended it" });
  }

  /** Ends the environment if its time is over, and tells whether it was. */
  endLate(): boolean {
    if (this.#state.state !== "ready" || Date.now() < this.#clock.endsAt) return false;
    this.#leave({ state: "ended", cause: "time", reason: "its time was over" });
    return true;
  }

  /** Lets the environment end later. Throws Refusal when there is none, or when it ends as late as it can. */
  extend(): void {
    if (this.#state.state !== "ready" || !this.#held) throw new Refusal("environment-missing", "there is no environment to extend right now");
    const clock = extended(this.#clock, this.#options.minutes);
    if (clock.endsAt === this.#clock.endsAt) throw new Refusal("bad-request", "the environment ends as late as it can");
    this.#options.store.leases.setEnd(this.#held.id, clock.endsAt);
    this.#clock = clock;
    this.#options.log.info({ event: "extend", session: this.#options.sessionId, environment: this.#held.id, until: new Date(clock.endsAt).toISOString() });
    this.#options.onChange();
  }

  /** Settles the lease of the server's last run: the environment is here again, or it is gone. */
  async takeBack(pool: EnvironmentPool, lease: LeaseRecord, lesson: Lesson | undefined): Promise<void> {
    const { store, log, sessionId } = this.#options;
    const { signal } = this.#abort;
    const left = this.#lessonId !== lease.lessonId;
    // What is not adopted is swept: the environment of a lesson that was left meanwhile or is not offered any more.
    const environment = lesson && !left ? await pool.adopt(lease.environmentId) : undefined;
    log.info({ event: "take-back", session: sessionId, environment: lease.environmentId, found: environment !== undefined });
    this.#clock = lease.clock.endsAt > 0 ? lease.clock : newClock(this.#options.minutes, Date.now());
    if (environment && lesson && !signal.aborted) return this.#settle(environment, lesson, { pool, prepared: lease.prepared, rebuild: false, signal });
    if (environment) this.#release(environment, pool, "left");
    store.leases.remove(lease.environmentId);
    if (left || signal.aborted) return;
    this.#lessonId = undefined;
    this.#set({ state: "ended", cause: "lost", reason: lesson ? "it was gone when the server came back" : `the lesson ${lease.lessonId} is not offered any more` });
  }

  #requirePool(): EnvironmentPool {
    const pool = this.#options.pool();
    if (!pool) throw new Refusal("venue-preparing", "the venue is still being prepared; the page shows how far it is");
    return pool;
  }

  #serves(lesson: Lesson): boolean {
    return (this.#state.state === "ready" || this.#state.state === "waiting") && this.#lessonId === lesson.id;
  }

  async #take(pool: EnvironmentPool, lesson: Lesson, { rebuild, signal }: Pick<ComingIn, "rebuild" | "signal">): Promise<void> {
    const { store, log, sessionId } = this.#options;
    const asked = performance.now();
    try {
      const wish = environmentWish(lesson);
      const environment = await pool.acquire({ ...wish, signal, onWait: (wait) => signal.aborted || this.#set(waiting(wait)) });
      if (signal.aborted) return this.#release(environment, pool, "left");
      this.#clock = newClock(this.#options.minutes, Date.now());
      try {
        store.leases.add({ environmentId: environment.id, sessionId, lessonId: lesson.id, flavor: environment.flavor, prepared: false, clock: this.#clock });
      } catch (error) {
        this.#release(environment, pool, "storage");
        throw error;
      }
      log.info({ event: "hand-out", session: sessionId, environment: environment.id, flavor: environment.flavor, ...(wish.grants.length > 0 && { grants: wish.grants }), waitedMs: Math.round(performance.now() - asked) });
      await this.#settle(environment, lesson, { pool, prepared: false, rebuild, signal });
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
    }
  }

  async #settle(environment: Environment, lesson: Lesson, { pool, prepared, rebuild, signal }: Pick<ComingIn, "rebuild" | "signal"> & { pool: EnvironmentPool; prepared: boolean }): Promise<void> {
    this.#held = environment;
    this.#lender = pool;
    environment.onDeath((reason) => this.#held === environment && this.#die(reason));
    environment.onShortage((now) => this.#held === environment && this.#runOutOf(now));
    environment.onUsage((usage) => this.#held === environment && this.#uses(usage, environment.id));
    if (signal.aborted) return;
    try {
      if (!prepared) {
        this.#set({ state: "waiting", position: 0, step: "prepare-lesson" });
        const onMiss = (reason: string): void => this.#options.log.warn({ event: "asset-not-written", session: this.#options.sessionId, lesson: lesson.id, reason });
        await prepareLesson({ lesson, holder: environment.holder, signal, onMiss });
      }
      await this.#options.comeIn(environment, { fresh: !prepared, rebuild, signal, onStage: (stage) => signal.aborted || this.#set({ state: "waiting", position: 0, ...stage }) });
      if (!prepared) this.#options.store.leases.markPrepared(environment.id);
      if (!signal.aborted) this.#set({ state: "ready", id: environment.id });
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
    }
  }

  #runOutOf(now: readonly Shortage[]): void {
    this.#shortages = now;
    this.#options.log.info({ event: "shortage", session: this.#options.sessionId, environment: this.#held?.id, now });
    this.#options.onShortage();
  }

  #uses(usage: EnvironmentUsage, environment: string): void {
    const full = this.#usage.add(usage);
    if (full) this.#options.onFullCpu(full, environment);
  }

  #die(reason: string): void {
    this.#options.log.error({ event: "environment-died", session: this.#options.sessionId, environment: this.#held?.id, reason });
    this.#leaveAnyhow({ state: "ended", cause: "died", reason });
  }

  #fail(error: unknown): void {
    this.#options.log.error({ event: "environment-failed", session: this.#options.sessionId, err: error });
    this.#leaveAnyhow(failedState(error));
  }

  /** For an environment that is of no use any more, whether that can be written down or not: the next start finds out what is gone. */
  #leaveAnyhow(next: SettledState): void {
    try {
      this.#leave(next);
    } catch (error) {
      this.#options.log.error({ event: "state-not-saved", session: this.#options.sessionId, err: error });
      this.#drop(next);
    }
  }

  #leave(next: SettledState): void {
    if (this.#held) this.#options.store.leases.remove(this.#held.id);
    this.#drop(next);
  }

  #drop(next: SettledState): void {
    const held = this.#held;
    const lender = this.#lender;
    this.#held = undefined;
    this.#lender = undefined;
    this.#shortages = [];
    this.#usage = new UsageHistory();
    this.#lessonId = undefined;
    this.#address = undefined;
    this.#abort.abort(new Refusal("environment-missing", "the environment has ended"));
    this.#abort = new AbortController();
    if (held && lender) this.#release(held, lender, next.state === "ended" || next.state === "failed" ? next.cause : "left");
    this.#set(next);
  }

  #release(environment: Environment, pool: EnvironmentPool, because: string): void {
    const { log, sessionId } = this.#options;
    log.info({ event: "give-back", session: sessionId, environment: environment.id, because });
    pool.release(environment).catch((error: unknown) => log.error({ event: "release-failed", environment: environment.id, err: error }));
  }

  #set(state: SettledState): void {
    this.#state = state;
    this.#options.onChange();
  }
}

function waiting({ position, progress }: PoolWait): SettledState {
  return { state: "waiting", position, ...progress };
}
