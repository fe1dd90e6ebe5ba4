import type { WindowKill, WindowRecord } from "../../../server/protocol.ts";
import { t } from "../../preferences/language.ts";
import { numberText } from "../../preferences/number.ts";
import { clockText, secondsText } from "../clock-text.ts";
import { tableRows } from "./table-rows.ts";

/** The window as a table: a row for 5 seconds, with what was killed in them. */
export function SecondsTable({ record }: { record: WindowRecord }) {
  const columns = ["acknowledged", ...(record.followed ? (["received"] as const) : []), "failed", "unknown"] as const;
  return (
    <div class="timeline-table" role="region" tabIndex={0} aria-label={t("timeline.table.caption")}>
      <table>
        <caption>{t("timeline.table.caption")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("timeline.table.time")}</th>
            {columns.map((column) => (
              <th key={column} scope="col" class="number">
                {t(`timeline.${column}`)}
              </th>
            ))}
            <th scope="col" class="number">
              {t("timeline.inSync")}
            </th>
            <th scope="col">{t("timeline.table.happened")}</th>
          </tr>
        </thead>
        <tbody>
          {tableRows(record).map((row) => (
            <tr key={row.from} class={row.kills.length > 0 ? "killed" : undefined}>
              <th scope="row">{`${clockText(row.from)}–${clockText(row.to)}`}</th>
              {columns.map((column) => (
                <td key={column} class="number">
                  {numberText(row[column])}
                </td>
              ))}
              <td class="number">{row.inSync === undefined ? "–" : t("timeline.inSync.of", { inSync: row.inSync, replicas: row.replicas ?? 0 })}</td>
              <td>
                {row.kills.map((kill) => (
                  <p key={kill.atMs}>{killText(kill)}</p>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What is to be said about a kill. */
function killText({ atMs, pod, leader, stallMs = 0, readyAtMs }: WindowKill): string {
  const parts = [`${clockText(atMs / 1_000)} ${t("timeline.table.killed", { pod: leader ? t("timeline.kill.named", { pod }) : pod })}`];
  if (stallMs > 0) parts.push(t("timeline.stall.seconds", { seconds: secondsText(stallMs) }));
  if (readyAtMs !== undefined) parts.push(t("timeline.table.ready", { seconds: secondsText(readyAtMs - atMs) }));
  return parts.join(" · ");
}
