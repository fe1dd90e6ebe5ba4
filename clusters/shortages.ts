import { statfs } from "node:fs/promises";

/** What an environment runs out of: room for the learner's own files, room on the cluster's disk, or memory, for want of which a program of the toolbox was ended a moment ago. */
export type Shortage = "files" | "cluster-files" | "memory";

/** A mounted disk, and what it means when it is full. */
export interface WatchedDisk {
  mount: string;
  shortage: Exclude<Shortage, "memory">;
}

/** Below this share of its bytes or of its files a disk is as good as full. */
const nearlyNothing = 0.02;
/** A program that was ended is told for so long. */
const memoryToldMs = 60_000;

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

  /** Looks at the disks. `memoryRanOut`: a program was ended for want of memory since the last look. */
  async look({ memoryRanOut }: { memoryRanOut: boolean }): Promise<void> {
    if (memoryRanOut) this.#memoryRanOutAt = performance.now();
    const full = await Promise.all(this.#disks.map(async ({ mount, shortage }) => ((await isFull(mount)) ? [shortage] : [])));
    const now: Shortage[] = [...full.flat(), ...(performance.now() - this.#memoryRanOutAt < memoryToldMs ? (["memory"] as const) : [])];
    if (now.join() === this.#now.join()) return;
    this.#now = now;
    for (const listener of this.#listeners) listener(now);
  }
}

/** A disk that cannot be asked, as while it is taken down, says nothing. */
async function isFull(mount: string): Promise<boolean> {
  const found = await statfs(mount).catch(() => undefined);
  return found !== undefined && (found.bavail < found.blocks * nearlyNothing || found.ffree < found.files * nearlyNothing);
}
