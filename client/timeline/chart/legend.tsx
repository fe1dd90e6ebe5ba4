import type { WindowRecord } from "../../../server/protocol.ts";
import { t } from "../../preferences/language.ts";
import { numberText } from "../../preferences/number.ts";
import { stallOpacity } from "./kills.tsx";
import { type Palette, pagePalette } from "./palette.ts";
import { FailedSign, KillSign, UnknownSign } from "./signs.tsx";
import { clockText } from "../clock-text.ts";

/** What a legend explains. */
export type LegendKind = "acknowledged" | "received" | "failed" | "unknown" | "leaderKill" | "kill" | "stall";

/** What a window's chart shows, in the order of the legend. */
export function legendOf({ followed }: Pick<WindowRecord, "followed">): LegendKind[] {
  return ["acknowledged", ...(followed ? (["received"] as const) : []), "failed", "unknown", "leaderKill", "kill", "stall"];
}

/** The words for one of them. */
export function legendWords(kind: LegendKind): string {
  return kind === "leaderKill" ? t("timeline.kill.leader") : t(`timeline.${kind}`);
}

/** What is counted in each second. */
const counted = { acknowledged: true, received: true, failed: true, unknown: true };

function isCounted(kind: LegendKind): kind is keyof typeof counted {
  return kind in counted;
}

/** The legend, which also says the figures of the second that is read; a brief one leaves out what has none. */
export function Legend({ record, second, brief = false }: { record: WindowRecord; second: number | undefined; brief?: boolean }) {
  const read = second ?? Math.max(0, record.seconds.length - (record.phase === "done" ? 1 : 2));
  const values = record.seconds[read];
  const kinds = legendOf(record).filter((kind) => !brief || isCounted(kind));
  return (
    <ul class="timeline-legend">
      <li class="timeline-legend-time">{clockText(read)}</li>
      {kinds.map((kind) => (
        <li key={kind}>
          <svg class="timeline-swatch" viewBox="0 0 20 14" aria-hidden="true" focusable="false">
            <Swatch kind={kind} palette={pagePalette} />
          </svg>
          {legendWords(kind)}
          {values && isCounted(kind) && <b>{numberText(values[kind])}</b>}
        </li>
      ))}
    </ul>
  );
}

/** A sample of what is drawn, 20 by 14. */
export function Swatch({ kind, palette }: { kind: LegendKind; palette: Palette }) {
  switch (kind) {
    case "acknowledged":
      return (
        <>
          <path d="M1 13V4h18v9z" fill={palette.acknowledgedArea} />
          <path d="M1 4h18" stroke={palette.acknowledged} stroke-width="3" fill="none" />
        </>
      );
    case "received":
      return <path d="M1 7h18" stroke={palette.received} stroke-width="2.5" stroke-dasharray="5 3.5" fill="none" />;
    case "failed":
      return <FailedSign x={10} y={7} size={4} palette={palette} />;
    case "unknown":
      return <UnknownSign x={10} y={7} size={4.5} palette={palette} />;
    case "leaderKill":
    case "kill":
      return <KillSign x={10} y={7} size={5} palette={palette} leader={kind === "leaderKill"} />;
    case "stall":
      return <rect x="2" y="1" width="16" height="12" fill={palette.kill} fill-opacity={stallOpacity} stroke={palette.kill} stroke-dasharray="2 3" />;
  }
}
