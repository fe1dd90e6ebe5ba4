import type { WindowRecord } from "../../../server/protocol.ts";

/** A part of a window, in seconds since it was opened. */
export interface TimeRange {
  from: number;
  to: number;
}

/** Nothing is shown larger than this: the figures are counted by the second. */
const shortest = 8;

/** All of a window; it grows by half minutes, so that the drawing does not move every second. */
export function wholeRange({ seconds }: Pick<WindowRecord, "seconds">): TimeRange {
  return { from: 0, to: Math.max(60, Math.ceil(seconds.length / 30) * 30) };
}

/** The range, long enough to be read and inside of the whole. */
export function clampRange({ from, to }: TimeRange, whole: TimeRange): TimeRange {
  const length = Math.min(whole.to - whole.from, Math.max(shortest, to - from));
  const start = Math.min(Math.max(whole.from, (from + to - length) / 2), whole.to - length);
  return { from: start, to: start + length };
}

/** The range made shorter (a factor below 1) or longer around a second, which stays where it is. */
export function zoomRange(range: TimeRange, whole: TimeRange, { factor, around }: { factor: number; around: number }): TimeRange {
  const length = Math.min(whole.to - whole.from, Math.max(shortest, (range.to - range.from) * factor));
  const share = (around - range.from) / (range.to - range.from);
  return clampRange({ from: around - length * share, to: around + length * (1 - share) }, whole);
}

/** The range moved so far that a second is inside. */
export function rangeWith(second: number, range: TimeRange, whole: TimeRange): TimeRange {
  if (second >= range.from && second + 1 <= range.to) return range;
  const by = second < range.from ? second - range.from : second + 1 - range.to;
  return clampRange({ from: range.from + by, to: range.to + by }, whole);
}

/** True when it is all of the window. */
export function isWhole(range: TimeRange, whole: TimeRange): boolean {
  return range.from <= whole.from && range.to >= whole.to;
}
