import type { WindowRecord, WindowSecond } from "../../../server/protocol.ts";
import { numberText } from "../../preferences/number.ts";
import type { Palette } from "./palette.ts";
import { areaPath, linePath, type Point } from "./paths.ts";
import { type ChartPlan, xOf, yOf } from "./plan.ts";
import { FailedSign, UnknownSign } from "./signs.tsx";

interface RatesProps {
  record: WindowRecord;
  plan: ChartPlan;
  palette: Palette;
}

/** Messages acknowledged (filled) and received (dashed) in each second, and a mark where some failed or are unknown. */
export function Rates({ record, plan, palette }: RatesProps) {
  const { phase, seconds } = record;
  // The last second is not over yet: its few messages would look like a fall.
  const whole = phase === "done" || phase === "interrupted" ? seconds : seconds.slice(0, -1);
  const points = (of: (second: WindowSecond) => number): Point[] => whole.map((second, index) => [xOf(plan, index + 0.5), yOf(plan, of(second))]);
  const acknowledged = points((second) => second.acknowledged);
  const width = plan.font / 6;
  return (
    <>
      <path d={areaPath(acknowledged, plan.rates.bottom)} fill={palette.acknowledgedArea} fill-opacity="0.8" />
      <path d={linePath(acknowledged)} fill="none" stroke={palette.acknowledged} stroke-width={width * 1.2} stroke-linejoin="round" />
      {record.followed && (
        <path d={linePath(points((second) => second.received))} fill="none" stroke={palette.received} stroke-width={width} stroke-dasharray={`${width * 3} ${width * 2}`} stroke-linejoin="round" />
      )}
      {seconds.map((second, index) => (
        <g key={index}>
          {second.failed > 0 && <FailedSign x={xOf(plan, index + 0.5)} y={plan.failed} size={plan.font * 0.24} palette={palette} />}
          {second.unknown > 0 && <UnknownSign x={xOf(plan, index + 0.5)} y={plan.unknown} size={plan.font * 0.27} palette={palette} />}
        </g>
      ))}
    </>
  );
}

/** The axis of the messages, with its lines across the chart. */
export function RatesAxis({ plan, palette }: Omit<RatesProps, "record">) {
  const { left, right, font, most } = plan;
  return (
    <g fill={palette.soft} font-size={font}>
      {[0, most / 2, most].map((messages) => (
        <g key={messages}>
          <line x1={left} x2={right} y1={yOf(plan, messages)} y2={yOf(plan, messages)} stroke={palette.grid} />
          <text x={left - font * 0.5} y={yOf(plan, messages) + font * 0.35} text-anchor="end">
            {numberText(messages)}
          </text>
        </g>
      ))}
    </g>
  );
}
