import { statfs } from "node:fs/promises";
import type { EndedPod } from "./ended-pods.ts";

/** What an environment runs out of: room for the learner's own files, room on the cluster's disk, or memory, for want of which a program of the toolbox or a Pod was ended a moment ago. */
export type Shortage = "files" | "cluster-files" | "memory" | Omit<EndedPod, "endedAt">;

/** A mounted disk, and what it means when it is full. */
export interface WatchedDisk {
  mount: string;
  shortage: "files" | "cluster-files";
}

/** Below this share of its bytes or of its files a disk is as good as full. */
const nearlyNothing = 0.02;
/** A program that was ended is told for so long. */
const memoryToldMs = 60_000;
/** A Pod that was ended is told for so long after that: it takes some seconds to be found, and one that ends again and again does so every few minutes. */
const podToldMs = 120_000;
/** Most Pods told of at a time. */
const mostPods = 3;

/** What one environment runs out of right now. Looked at by the one who owns it. */
export class Shortages {
  readonly #disks: readonly WatchedDisk[];
  readonly #listeners: ((now: readonly Shortage[]) => void)[] = [];
  #now: readonly Shortage[] = [];
  #memoryRanOutAt = Number.NEGATIVE_INFINITY;

  constructor(disks: readonly WatchedDisk[]) {
    this.#disks = disks;
  }

  /** Called at every change, and at once when there is something. */
  onChange(listener: (now: readonly Shortage[]) => void): void {
    this.#listeners.push(listener);
    if (this.#now.length > 0) listener(this.#now);
  }

  /** Looks at the disks. `memoryRanOut`: a program of the toolbox was ended for want of memory since the last look; `endedPods`: those known, newest first. */
  async look({ memoryRanOut, endedPods }: { memoryRanOut: boolean; endedPods: readonly EndedPod[] }): Promise<void> {
    if (memoryRanOut) this.#memoryRanOutAt = performance.now();
    const full = await Promise.all(this.#disks.map(async ({ mount, shortage }) => ((await isFull(mount)) ? [shortage] : [])));
    const now: Shortage[] = [...full.flat(), ...(performance.now() - this.#memoryRanOutAt < memoryToldMs ? (["memory"] as const) : []), ...podsToTell(endedPods)];
    if (JSON.stringify(now) === JSON.stringify(this.#now)) return;
    this.#now = now;
    for (const listener of this.#listeners) listener(now);
  }
}

/** The newest ones that ended a moment ago, each Pod once. */
function podsToTell(ended: readonly EndedPod[]): Omit<EndedPod, "endedAt">[] {
  const told = new Map<string, Omit<EndedPod, "endedAt">>();
  for (const { endedAt, ...pod } of ended) {
    const key = `${pod.namespace}/${pod.pod}`;
    if (Date.now() - endedAt < podToldMs && !told.has(key)) told.set(key, pod);
  }
  return [...told.values()].slice(0, mostPods);
}

/** A disk that cannot be asked, as while it is taken down, says nothing. */
async function isFull(mount: string): Promise<boolean> {
  const found = await statfs(mount).catch(() => undefined);
  return found !== undefined && (found.bavail < found.blocks * nearlyNothing || found.ffree < found.files * nearlyNothing);
}
