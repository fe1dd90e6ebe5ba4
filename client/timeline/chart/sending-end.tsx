import type { WindowRecord } from "../../../server/protocol.ts";
import { t } from "../../preferences/language.ts";
import { textWidth } from "./text-width.ts";
import type { Palette } from "./palette.ts";
import { type ChartPlan, xOf } from "./plan.ts";

/** Where the sending ended: from there on nothing is acknowledged because nothing is sent, and not because of a stall. */
export function SendingEnd({ record, plan, palette }: { record: WindowRecord; plan: ChartPlan; palette: Palette }) {
  const { phaseAtMs, seconds } = record;
  const endMs = phaseAtMs.healing ?? phaseAtMs.settling ?? phaseAtMs.reading ?? phaseAtMs.done;
  if (endMs === undefined || phaseAtMs.sending === undefined) return null;
  const { font, rates, left, right } = plan;
  const x = xOf(plan, endMs / 1_000);
  if (x > right) return null;
  const from = Math.max(left, x);
  const to = Math.min(right, Math.max(from, xOf(plan, seconds.length)));
  const words = t("timeline.sendingEnd");
  const leftwards = x + textWidth(words, font) + font > plan.width;
  return (
    <g>
      <rect x={from} y={rates.top} width={to - from} height={rates.bottom - rates.top} fill={palette.grid} fill-opacity="0.5" />
      {x >= left && (
        <>
          <line x1={x} x2={x} y1={rates.top} y2={rates.bottom} stroke={palette.soft} stroke-dasharray="4 4" />
          <text x={leftwards ? x - font * 0.4 : x + font * 0.4} y={rates.top + font * 1.2} text-anchor={leftwards ? "end" : "start"} font-size={font} fill={palette.soft}>
            {words}
          </text>
        </>
      )}
    </g>
  );
}
