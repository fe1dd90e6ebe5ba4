import { setTimeout as delay } from "node:timers/promises";

/** The longest time that one timer can measure. */
const longestDelay = 2 ** 31 - 1;

/** When rounds happen, in milliseconds. */
export interface Schedule {
  interval: number;
  /** Time after which no round begins any more; negative: never. */
  maxRuntime: number;
  signal: AbortSignal;
}

/** Runs a round at once and then at every interval until it is told to stop or its time is over. A round that takes longer than an interval is followed by the next at once, and no round is made up for. */
export async function runRounds(round: () => Promise<void>, { interval, maxRuntime, signal }: Schedule): Promise<void> {
  const start = performance.now();
  const end = maxRuntime < 0 ? Infinity : start + maxRuntime;
  let due = start;
  while (due < end && !signal.aborted) {
    await round();
    due = nextDue({ start, interval, due, now: performance.now() });
    await waitUntil(Math.min(due, end), signal);
  }
}

/** When the round after the one that was due at `due` is due. */
export function nextDue({ start, interval, due, now }: { start: number; interval: number; due: number; now: number }): number {
  const lastTick = start + Math.floor((now - start) / interval) * interval;
  return Math.max(due + interval, lastTick);
}

async function waitUntil(time: number, signal: AbortSignal): Promise<void> {
  for (let left = time - performance.now(); left > 0 && !signal.aborted; left = time - performance.now()) {
    await delay(Math.min(left, longestDelay), undefined, { signal }).catch(() => undefined);
  }
}
