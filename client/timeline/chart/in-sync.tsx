import type { WindowRecord } from "../../../server/protocol.ts";
import type { Palette } from "./palette.ts";
import { areaPath, linePath, type Point } from "./paths.ts";
import { type ChartPlan, xOf } from "./plan.ts";

interface InSyncProps {
  record: WindowRecord;
  plan: ChartPlan;
  palette: Palette;
  /** Names the pattern of what is missing: one for each drawing of the page. */
  id: string;
}

/** Replicas in sync as a band of its own; what is missing of all is hatched. */
export function InSync({ record, plan, palette, id }: InSyncProps) {
  const { left, right, font, inSync } = plan;
  const steps = stepsOf(record, plan);
  const ceiling: Point[] = steps.map(([x]) => [x, inSync.top]);
  const step = font * 0.42;
  return (
    <g>
      <pattern id={id} width={step} height={step} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <line x1="0" x2="0" y1="0" y2={step} stroke={palette.outOfSync} stroke-width={step * 0.55} />
      </pattern>
      <rect x={left} y={inSync.top} width={right - left} height={inSync.bottom - inSync.top} fill="none" stroke={palette.grid} />
      {steps.length > 0 && (
        <>
          <path d={`${linePath(ceiling)}${linePath([...steps].reverse()).replace("M", "L")}Z`} fill={`url(#${id})`} />
          <path d={areaPath(steps, inSync.bottom)} fill={palette.inSyncArea} />
          <path d={linePath(steps)} fill="none" stroke={palette.inSync} stroke-width={font / 7} />
        </>
      )}
    </g>
  );
}

/** The band's upper edge: level within each second. */
function stepsOf({ seconds }: WindowRecord, plan: ChartPlan): Point[] {
  const { top, bottom } = plan.inSync;
  return seconds.flatMap(({ inSync, replicas }, index): Point[] => {
    if (inSync === undefined || !replicas) return [];
    const y = bottom - (Math.min(inSync, replicas) / replicas) * (bottom - top);
    return [
      [xOf(plan, index), y],
      [xOf(plan, index + 1), y],
    ];
  });
}
