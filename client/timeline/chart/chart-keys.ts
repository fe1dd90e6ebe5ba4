import { rangeWith } from "./time-range.ts";
import type { Zoom } from "./zoom.ts";

/** What a key does in a chart: it moves the second that is read, or zooms around it; false for a key that is none of the chart's. */
export function pressKey(key: string, { zoom, second, last, read }: { zoom: Zoom; second: number; last: number; read: (second: number) => void }): boolean {
  const go = (to: number) => {
    const next = Math.min(last, Math.max(0, to));
    read(next);
    if (!zoom.isWhole) zoom.show(rangeWith(next, zoom.range, zoom.whole));
    return true;
  };
  switch (key) {
    case "ArrowLeft":
    case "ArrowDown":
      return go(second - 1);
    case "ArrowRight":
    case "ArrowUp":
      return go(second + 1);
    case "PageDown":
      return go(second - 10);
    case "PageUp":
      return go(second + 10);
    case "Home":
      return go(0);
    case "End":
      return go(last);
    case "+":
    case "=":
      zoom.by(0.5, second + 0.5);
      return true;
    case "-":
      zoom.by(2, second + 0.5);
      return true;
    case "0":
      zoom.reset();
      return true;
    default:
      return false;
  }
}
