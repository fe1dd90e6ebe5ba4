import type { Holder } from "./holder/holder.ts";
import type { Grant } from "./policies/grant.ts";
import type { Shortage } from "./shortages.ts";

/** What an environment holds: a toolbox alone, or a toolbox and a kind cluster. */
export type Flavor = "shell" | "cluster";

/** Who works in the toolbox: `learner`, without any rights, or `root`, uid 0 with rights over the toolbox's own files, as scenarios from elsewhere expect. */
export type ToolboxUser = "learner" | "root";

/** What one of an environment's two containers uses, with all that runs in it. */
export interface PartUsage {
  part: "toolbox" | "cluster";
  /** CPU, in cores: the average since the look before. */
  cores: number;
  /** Working set: all memory but file pages that were not used lately. */
  memoryBytes: number;
  /** Processes, each of their threads counted. */
  processes: number;
  /** What it can use at most, of each. */
  most: { cores: number; memoryBytes: number; processes: number };
}

/** What an environment uses, as one look at it found. */
export interface EnvironmentUsage {
  /** Seconds since the look before. */
  seconds: number;
  parts: readonly PartUsage[];
}

/** One learner's networks, toolbox and, with flavor `cluster`, kind cluster. Never used twice. */
export interface Environment extends AsyncDisposable {
  /** Short random id; part of every name and label of what belongs to it. */
  readonly id: string;
  readonly flavor: Flavor;
  /** Its terminal `1` is open already: that is the one the page shows first. */
  readonly holder: Holder;
  /** Called once, when the toolbox or the node is found dead, with the sentence that says which; at once when it is dead already. Never called for a release. */
  onDeath(listener: (reason: string) => void): void;
  /** Called when what it runs out of has changed; at once when it runs out of something already. */
  onShortage(listener: (now: readonly Shortage[]) => void): void;
  /** Called after every look at what it uses, every few seconds; never where the kernel's account of it cannot be seen. */
  onUsage(listener: (usage: EnvironmentUsage) => void): void;
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
  /** Waits for an environment, for `learner` unless it is said; `grants` are rights in its cluster that its learner has for as long as it lives. `onWait` tells where in the queue, and how the bring-up goes. Ends early by `signal`. Throws PoolClosed, or BringUpError. */
  acquire(options: { flavor: Flavor; user?: ToolboxUser; grants?: readonly Grant[]; signal: AbortSignal; onWait?: (wait: PoolWait) => void }): Promise<Environment>;
  /** Tears a handed-out environment down; the place becomes free when it is gone. Throws if it was released before. */
  release(environment: Environment): Promise<void>;
  /** Takes back an environment that an earlier run handed out; undefined when it is gone or dead. Counts as handed out from then on. */
  adopt(id: string): Promise<Environment | undefined>;
  /** Tears down everything that earlier runs left here and that was not adopted. Called once, after the last adopt and before the first acquire. */
  sweep(): Promise<void>;
  /** For the end of the process: no more hand-outs (waiting ones throw PoolClosed), no more bring-ups; what was handed out lives on for the next run's adopt. */
  drain(): Promise<void>;
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
  /** Where the bring-up under way is. */
  making?: BringUpProgress;
  /** Why the last bring-up failed, when none has succeeded since. */
  failure?: string;
}

export interface PoolWait {
  /** 1 = next. */
  position: number;
  progress?: BringUpProgress;
}
