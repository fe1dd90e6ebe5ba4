import type { LessonStepPage } from "../../server/protocol.ts";
import { t } from "../preferences/language.ts";
import { numberText } from "../preferences/number.ts";
import { clockText } from "./clock-text.ts";
import { needsOf } from "./needs.ts";

/** What a window check will do, before it has been started for the first time. */
export function Before({ window: { limitSeconds, needs } }: { window: NonNullable<LessonStepPage["window"]> }) {
  const parts = needsOf({ needs, kills: [], counts: { attempted: 0, acknowledged: 0, failed: 0, unknown: 0, received: 0, stored: 0 } });
  return (
    <p class="timeline-before">
      {t("timeline.before", { limit: clockText(limitSeconds), needs: parts.map(({ what, needed }) => `${t(`timeline.need.${what}`)} ${numberText(needed)}`).join(", ") })}
    </p>
  );
}
