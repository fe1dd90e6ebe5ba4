import type { WindowKill } from "../../../server/protocol.ts";
import { textWidth } from "./text-width.ts";
import { type ChartPlan, xOf } from "./plan.ts";

/** A kill that is in view, and where its name is written. */
export interface KillLabel {
  kill: WindowKill;
  x: number;
  text: string;
  /** Row of the text, from 0; missing where no row has room: the mark stands alone then. */
  lane?: number;
  /** The text runs to the left, because it would leave the chart on the right. */
  leftwards: boolean;
}

/** Finds a row for the name of each kill, so that no two of them overlap. */
export function placeKills(kills: readonly WindowKill[], plan: ChartPlan, wordsOf: (kill: WindowKill) => string): KillLabel[] {
  const taken: { lane: number; from: number; to: number }[] = [];
  return kills
    .filter(({ atMs }) => atMs >= plan.range.from * 1_000 && atMs <= plan.range.to * 1_000)
    .map((kill) => {
      const x = xOf(plan, kill.atMs / 1_000);
      const text = wordsOf(kill);
      const width = textWidth(text, plan.font) + plan.font * 1.6;
      const leftwards = x + width > plan.width && x - width >= 0;
      const from = leftwards ? x - width : x - plan.font * 0.6;
      const to = leftwards ? x + plan.font * 0.6 : x + width;
      const lane = Array.from({ length: plan.lanes.count }, (_, row) => row).find((row) => taken.every((other) => other.lane !== row || to < other.from || from > other.to));
      if (lane !== undefined) taken.push({ lane, from, to });
      return { kill, x, text, leftwards, ...(lane !== undefined && { lane }) };
    });
}
