import { useState } from "preact/hooks";
import type { WindowRecord } from "../../../server/protocol.ts";
import { clampRange, isWhole, type TimeRange, wholeRange, zoomRange } from "./time-range.ts";

/** What part of a window is shown, and the ways to show another one. */
export interface Zoom {
  range: TimeRange;
  whole: TimeRange;
  /** True when everything is shown: it stays so while the window grows. */
  isWhole: boolean;
  show(range: TimeRange): void;
  /** Shorter by a factor below 1, longer by one above, around a second or the middle. */
  by(factor: number, around?: number): void;
  reset(): void;
}

/** The zoom of one drawing of a window. */
export function useZoom(record: Pick<WindowRecord, "seconds">): Zoom {
  const whole = wholeRange(record);
  const [chosen, setChosen] = useState<TimeRange>();
  const range = chosen ? clampRange(chosen, whole) : whole;
  const show = (wanted: TimeRange) => {
    const next = clampRange(wanted, whole);
    setChosen(isWhole(next, whole) ? undefined : next);
  };
  return {
    range,
    whole,
    isWhole: chosen === undefined,
    show,
    by: (factor, around = (range.from + range.to) / 2) => show(zoomRange(range, whole, { factor, around })),
    reset: () => setChosen(undefined),
  };
}
