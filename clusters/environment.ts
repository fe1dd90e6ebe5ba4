import type { Holder } from "./holder/holder.ts";

/** What an environment holds: a toolbox alone, or a toolbox and a kind cluster. */
export type Flavor = "shell" | "cluster";

/** One learner's networks, toolbox and, with flavor `cluster`, kind cluster. Never used twice. */
export interface Environment extends AsyncDisposable {
  /** Short random id; part of every name and label of what belongs to it. */
  readonly id: string;
  readonly flavor: Flavor;
  readonly holder: Holder;
}

/** Where a bring-up is, for the learner who waits. */
export interface BringUpProgress {
  /** Name of the running step, e.g. "start-cluster"; the client translates it. */
  step: string;
  /** Steps done and steps in all. */
  done: number;
  total: number;
  /** Seconds left, by the measured times of earlier bring-ups on this machine; undefined when there were none. */
  secondsLeft?: number;
}

/** Warm environments, handed out once, first come first served. */
export interface EnvironmentPool extends AsyncDisposable {
  status(): PoolStatus;
  /** Waits for an environment; `onWait` tells where in the queue, and how the bring-up goes. Ends early by `signal`. Throws PoolClosed, or BringUpError. */
  acquire(options: { flavor: Flavor; signal: AbortSignal; onWait?: (wait: PoolWait) => void }): Promise<Environment>;
  /** Tears a handed-out environment down; the place becomes free when it is gone. Throws if it was released before. */
  release(environment: Environment): Promise<void>;
  onChange(listener: () => void): void;
}

export interface PoolStatus {
  /** Environments that can be handed out at once. */
  ready: number;
  /** How many the pool tries to keep ready. */
  reserve: number;
  /** How many environments may exist in all. */
  capacity: number;
  /** Handed out now. */
  leased: number;
  /** Learners waiting. */
  waiting: number;
  /** Why the last bring-up failed, when none has succeeded since. */
  failure?: string;
}

export interface PoolWait {
  /** 1 = next. */
  position: number;
  progress?: BringUpProgress;
}
