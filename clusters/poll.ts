import { setTimeout as delay } from "node:timers/promises";

/** What {@link poll} waits for and for how long. */
export interface PollOptions {
  /** What is awaited, as the end of "waited 30 s for ...". */
  name: string;
  timeoutMs: number;
  /** Milliseconds between two looks; 100 unless told. */
  intervalMs?: number;
  signal?: AbortSignal;
}

/** What was awaited did not come in time; `cause` is what the last look threw, if it threw. */
export class PollTimeout extends Error {
  override readonly name = "PollTimeout";
}

/** Looks again and again until `look` gives something other than undefined or false, and gives that. Throws {@link PollTimeout}, or the signal's reason. */
export async function poll<T>(options: PollOptions, look: (signal: AbortSignal) => Promise<T | undefined | false>): Promise<T> {
  const limit = AbortSignal.timeout(options.timeoutMs);
  const signal = options.signal ? AbortSignal.any([options.signal, limit]) : limit;
  let last: unknown;
  while (!signal.aborted) {
    try {
      const found = await look(signal);
      if (found !== undefined && found !== false) return found;
      last = undefined;
    } catch (error) {
      if (!signal.aborted) last = error;
    }
    await delay(options.intervalMs ?? 100, undefined, { signal }).catch(() => undefined);
  }
  options.signal?.throwIfAborted();
  throw new PollTimeout(`waited ${options.timeoutMs / 1000} s for ${options.name}, in vain`, { cause: last });
}
