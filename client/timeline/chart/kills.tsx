import type { WindowKill } from "../../../server/protocol.ts";
import { t } from "../../preferences/language.ts";
import { secondsText } from "../clock-text.ts";
import { placeKills } from "./kill-labels.ts";
import type { Palette } from "./palette.ts";
import { type ChartPlan, xOf } from "./plan.ts";
import { KillSign } from "./signs.tsx";

interface KillsProps {
  kills: readonly WindowKill[];
  plan: ChartPlan;
  palette: Palette;
}

/** Seen on a projector, and what is drawn over it is seen as well. */
export const stallOpacity = 0.16;

/** The time without an acknowledged message after each kill, shaded from top to bottom, behind everything else. */
export function Stalls({ kills, plan, palette }: KillsProps) {
  return (
    <>
      {kills.map(({ atMs, stallMs = 0, stallAtMs = atMs }, index) => {
        const x = xOf(plan, stallAtMs / 1_000);
        const width = xOf(plan, (stallAtMs + stallMs) / 1_000) - x;
        return (
          stallMs > 0 && (
            <g key={index}>
              <rect x={x} y={plan.rates.top} width={width} height={plan.rates.bottom - plan.rates.top} fill={palette.kill} fill-opacity={stallOpacity} />
              <path d={`M${x} ${plan.rates.top}v${plan.rates.bottom - plan.rates.top}m${width} 0V${plan.rates.top}`} stroke={palette.kill} stroke-width="1" stroke-dasharray="2 3" fill="none" />
            </g>
          )
        );
      })}
    </>
  );
}

/** Each kill as a line with the Pod's name above, as far as there is room. */
export function Kills({ kills, plan, palette, brief }: KillsProps & { brief: boolean }) {
  const { lanes, font, rates, inSync } = plan;
  return (
    <>
      {placeKills(kills, plan, (kill) => killWords(kill, brief)).map(({ kill, x, text, lane, leftwards }, index) => {
        const y = lane === undefined ? rates.top : lanes.top + lanes.height * (lane + 0.5);
        return (
          <g key={index}>
            <line x1={x} x2={x} y1={y} y2={inSync.bottom} stroke={palette.kill} stroke-width={font / 9} />
            <KillSign x={x} y={y} size={font * 0.42} palette={palette} leader={kill.leader} />
            {lane !== undefined && (
              <text x={leftwards ? x - font * 0.75 : x + font * 0.75} y={y + font * 0.36} text-anchor={leftwards ? "end" : "start"} font-size={font} font-weight="600" fill={palette.ink} stroke={palette.paper} stroke-width={font / 3.5} stroke-linejoin="round" paint-order="stroke">
                {text}
              </text>
            )}
          </g>
        );
      })}
    </>
  );
}

function killWords({ pod, leader, stallMs = 0 }: WindowKill, brief: boolean): string {
  if (brief) return pod;
  const name = leader ? t("timeline.kill.named", { pod }) : pod;
  return stallMs > 0 ? `${name} · ${t("timeline.stall.seconds", { seconds: secondsText(stallMs) })}` : name;
}
