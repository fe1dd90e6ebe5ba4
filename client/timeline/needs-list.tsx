import type { WindowRecord } from "../../server/protocol.ts";
import { Icon } from "../design/icon.tsx";
import { ProgressBar } from "../design/progress-bar.tsx";
import { t } from "../preferences/language.ts";
import { numberText } from "../preferences/number.ts";
import { needsOf } from "./needs.ts";

/** How much has happened of what a verdict needs. */
export function NeedsList({ record }: { record: WindowRecord }) {
  return (
    <ul class="timeline-needs">
      {needsOf(record).map(({ what, seen, needed }) => {
        const name = t(`timeline.need.${what}`);
        const words = t("timeline.need.of", { seen: numberText(seen), needed: numberText(needed) });
        const met = seen >= needed;
        return (
          <li key={what} class={met ? "met" : undefined}>
            <span>
              {met && <Icon name="check" />}
              {name} <b>{words}</b>
            </span>
            <ProgressBar value={seen / needed} label={name} />
          </li>
        );
      })}
    </ul>
  );
}
