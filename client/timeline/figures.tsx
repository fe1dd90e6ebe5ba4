import type { WindowRecord } from "../../server/protocol.ts";
import { t } from "../preferences/language.ts";
import { numberText } from "../preferences/number.ts";

/** One of the ledger's counts; without a value while nobody knows it yet. */
export interface Figure {
  what: "acknowledged" | "received" | "stored" | "lost" | "attempted" | "failed" | "unknown";
  value?: number;
}

/** The ledger's counts: the large ones first, what is less in the second list. */
export function figuresOf({ counts, followed, verdict }: Pick<WindowRecord, "counts" | "followed" | "verdict">): { large: Figure[]; small: Figure[] } {
  return {
    large: [
      { what: "acknowledged", value: counts.acknowledged },
      ...(followed ? [{ what: "received", value: counts.received } as const] : []),
      { what: "stored", ...(verdict && { value: counts.stored }) },
      { what: "lost", ...(verdict && { value: verdict.lost.count }) },
    ],
    small: [
      { what: "attempted", value: counts.attempted },
      { what: "failed", value: counts.failed },
      { what: "unknown", value: counts.unknown },
    ],
  };
}

/** What stands in a figure's place. */
export function figureText({ value }: Figure): string {
  return value === undefined ? "–" : numberText(value);
}

/** The ledger's counts, large and calm. */
export function Figures({ record }: { record: WindowRecord }) {
  const { large, small } = figuresOf(record);
  return (
    <dl class="timeline-figures">
      {[...large, ...small].map((figure) => (
        <div key={figure.what} class={small.includes(figure) ? "small" : figure.what === "lost" && figure.value ? "bad" : undefined}>
          <dt>{t(`timeline.${figure.what}`)}</dt>
          <dd>{figureText(figure)}</dd>
        </div>
      ))}
    </dl>
  );
}
