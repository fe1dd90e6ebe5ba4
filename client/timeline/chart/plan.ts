import type { WindowRecord } from "../../../server/protocol.ts";
import type { TimeRange } from "./time-range.ts";

/** Where everything of a chart is, in its own pixels; y grows downwards. */
export interface ChartPlan {
  width: number;
  height: number;
  /** Size of its text. */
  font: number;
  range: TimeRange;
  /** Most messages in a second, rounded up to what an axis likes. */
  most: number;
  left: number;
  right: number;
  /** Rows for the names of what was killed. */
  lanes: { top: number; height: number; count: number };
  rates: { top: number; bottom: number };
  /** Middle of the rows with a mark for each second in which something failed, or nobody knows. */
  failed: number;
  unknown: number;
  inSync: { top: number; bottom: number };
}

/** What {@link planChart} has to fit in. */
export interface ChartSize {
  width: number;
  height: number;
  font: number;
  lanes: number;
}

/** Lays out a chart; everything keeps its place while a window goes on, but for the axis of the messages, which only grows. */
export function planChart(record: Pick<WindowRecord, "seconds">, range: TimeRange, { width, height, font, lanes }: ChartSize): ChartPlan {
  const row = font * 1.5;
  const lanesTop = 2;
  const ratesTop = lanesTop + lanes * row + font * 1.6;
  const axisTop = height - row * 1.25;
  const inSyncHeight = Math.max(font * 1.6, height * 0.13);
  const inSync = { top: axisTop - inSyncHeight, bottom: axisTop };
  const marksBottom = inSync.top - font * 1.6;
  return {
    width,
    height,
    font,
    range,
    most: niceMost(Math.max(0, ...record.seconds.map(({ acknowledged, received }) => Math.max(acknowledged, received)))),
    left: font * 3.4,
    right: width - font * 1.5,
    lanes: { top: lanesTop, height: row, count: lanes },
    rates: { top: ratesTop, bottom: marksBottom - font * 2 },
    failed: marksBottom - font * 1.45,
    unknown: marksBottom - font * 0.45,
    inSync,
  };
}

/** The x of a second, which may be a fraction. */
export function xOf({ left, right, range }: ChartPlan, second: number): number {
  return left + ((second - range.from) / (range.to - range.from)) * (right - left);
}

/** The second at an x, fractions included, inside of what is shown. */
export function secondAt({ left, right, range }: ChartPlan, x: number): number {
  const share = Math.min(1, Math.max(0, (x - left) / (right - left)));
  return range.from + share * (range.to - range.from);
}

/** The y of a number of messages in a second. */
export function yOf({ rates, most }: ChartPlan, messages: number): number {
  return rates.bottom - (messages / most) * (rates.bottom - rates.top);
}

/** Ticks of the time's axis, in seconds, far enough apart to be read. */
export function timeTicks({ left, right, range, font }: ChartPlan): number[] {
  const fitting = Math.max(1, Math.floor((right - left) / (font * 4.2)));
  const length = range.to - range.from;
  const step = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600].find((seconds) => length / seconds <= fitting) ?? 1_800;
  const ticks: number[] = [];
  for (let tick = Math.ceil(range.from / step) * step; tick <= range.to; tick += step) ticks.push(tick);
  return ticks;
}

/** 1, 2 or 5 with zeros behind, or 1.5, 3, 4, 6, 8: whatever comes next; at least 10. */
export function niceMost(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(10, value)));
  return power * ([1, 1.5, 2, 3, 4, 5, 6, 8].find((factor) => factor * power >= value) ?? 10);
}
