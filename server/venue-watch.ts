import type { EnvironmentPool } from "../clusters/environment.ts";
import type { PoolCounts, Stage, VenueStatus, VenueTrouble } from "./protocol.ts";

/** The venue's preparation as it goes on, one stage after the other. */
export interface PreparationView {
  stages(): Stage[];
  onChange(listener: () => void): void;
}

/** What {@link VenueWatch} looks at. */
export interface VenueWatchOptions {
  preparation?: PreparationView;
  /** Why nothing can be saved right now, if so. */
  store: { readonly failure: string | undefined; onFailure(listener: () => void): void };
}

const noCounts: PoolCounts = { ready: 0, reserve: 0, capacity: 0, leased: 0, waiting: 0 };

/** How the venue is: being prepared, ready, or in trouble. */
export class VenueWatch {
  #options: VenueWatchOptions;
  #pool: EnvironmentPool | undefined;
  #failure: { reason: string; remedy: string } | undefined;
  /** Once learners could be served, an empty pool is a queue and not a preparation. */
  #served = false;
  #listeners = new Set<() => void>();

  constructor(options: VenueWatchOptions) {
    this.#options = options;
    options.preparation?.onChange(() => this.#changed());
    options.store.onFailure(() => this.#changed());
  }

  /** Called at every change. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** The pool is in service from now on. */
  setPool(pool: EnvironmentPool): void {
    this.#pool = pool;
    pool.onChange(() => this.#changed());
    this.#changed();
  }

  /** There will be no pool. */
  setFailure(reason: string, remedy: string): void {
    this.#failure = { reason, remedy };
    this.#changed();
  }

  status(): VenueStatus {
    const stages = this.#options.preparation?.stages() ?? [];
    const found = this.#pool?.status();
    const { ready, reserve, capacity, leased, waiting } = found ?? noCounts;
    const pool = { ready, reserve, capacity, leased, waiting };
    const trouble = this.#trouble(stages, found?.failure);
    if (trouble) return { status: "degraded", ...trouble, pool, stages };
    this.#served ||= found !== undefined && (ready > 0 || leased > 0 || reserve === 0);
    return this.#served ? { status: "ready", pool } : { status: "preparing", stages };
  }

  #trouble(stages: Stage[], poolFailure: string | undefined): { cause: VenueTrouble; reason: string; remedy: string } | undefined {
    const { failure: unsaved } = this.#options.store;
    if (unsaved) return { cause: "storage", reason: unsaved, remedy: "Nothing that was confirmed is lost; it goes on as soon as writing works again." };
    if (poolFailure) return { cause: "environments", reason: poolFailure, remedy: "It is tried again by itself. Run `npx tatami doctor` to see what this machine lacks." };
    const failure = this.#failure ?? (this.#pool ? undefined : stages.find((stage) => stage.failure)?.failure);
    return failure && { cause: "preparation", ...failure };
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
