import type { WindowRecord } from "../../../server/protocol.ts";
import { clockText } from "../clock-text.ts";
import { InSync } from "./in-sync.tsx";
import { Kills, Stalls } from "./kills.tsx";
import type { Palette } from "./palette.ts";
import { type ChartPlan, timeTicks, xOf } from "./plan.ts";
import { Rates, RatesAxis } from "./rates.tsx";
import { SendingEnd } from "./sending-end.tsx";
import { Titles } from "./titles.tsx";

interface DrawingProps {
  record: WindowRecord;
  plan: ChartPlan;
  palette: Palette;
  /** Unique in the page. */
  id: string;
  /** Pods by their name alone, for want of room. */
  brief?: boolean;
}

/** All of a chart as SVG, for the page and for a picture alike. */
export function Drawing({ record, plan, palette, id, brief = false }: DrawingProps) {
  const { left, right, font, height, inSync, rates } = plan;
  return (
    <g>
      <clipPath id={`${id}-inside`}>
        <rect x={left} y="0" width={right - left} height={height} />
      </clipPath>
      <g clip-path={`url(#${id}-inside)`}>
        <Stalls kills={record.kills} plan={plan} palette={palette} />
      </g>
      <SendingEnd record={record} plan={plan} palette={palette} />
      <RatesAxis plan={plan} palette={palette} />
      <g clip-path={`url(#${id}-inside)`}>
        <Rates record={record} plan={plan} palette={palette} />
        <InSync record={record} plan={plan} palette={palette} id={`${id}-hatch`} />
      </g>
      <g fill={palette.soft} font-size={font}>
        {timeTicks(plan).map((tick) => (
          <g key={tick}>
            <line x1={xOf(plan, tick)} x2={xOf(plan, tick)} y1={inSync.bottom} y2={inSync.bottom + font * 0.35} stroke={palette.soft} />
            <text x={xOf(plan, tick)} y={inSync.bottom + font * 1.45} text-anchor="middle">
              {clockText(tick)}
            </text>
          </g>
        ))}
      </g>
      <line x1={left} x2={right} y1={rates.bottom} y2={rates.bottom} stroke={palette.soft} />
      <Kills kills={record.kills} plan={plan} palette={palette} brief={brief} />
      <Titles record={record} plan={plan} palette={palette} />
    </g>
  );
}
