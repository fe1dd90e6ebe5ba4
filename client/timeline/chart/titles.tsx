import type { WindowRecord } from "../../../server/protocol.ts";
import { t } from "../../preferences/language.ts";
import type { Palette } from "./palette.ts";
import type { ChartPlan } from "./plan.ts";

/** What the two parts of a chart show, above each and over everything that is drawn. */
export function Titles({ record, plan, palette }: { record: WindowRecord; plan: ChartPlan; palette: Palette }) {
  const { left, font, rates, inSync } = plan;
  return (
    <g font-size={font} fill={palette.soft} stroke={palette.paper} stroke-width={font / 3} stroke-linejoin="round" paint-order="stroke">
      <text x={left} y={rates.top - font * 0.45}>
        {t("timeline.perSecond")}
      </text>
      <text x={left} y={inSync.top - font * 0.4}>
        {inSyncTitle(record)}
      </text>
    </g>
  );
}

function inSyncTitle({ seconds }: WindowRecord): string {
  const last = seconds.findLast(({ inSync }) => inSync !== undefined);
  const name = t("timeline.inSync");
  return last?.inSync === undefined ? name : `${name}: ${t("timeline.inSync.of", { inSync: last.inSync, replicas: last.replicas ?? 0 })}`;
}
