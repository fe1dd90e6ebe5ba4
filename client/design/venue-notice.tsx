import type { VenueStatus } from "../../server/protocol.ts";
import { t } from "../preferences/language.ts";
import { Icon } from "./icon.tsx";
import { Technical } from "./technical.tsx";

/** Says that the venue is in trouble and what that means for a learner; silent while it is not. */
export function VenueNotice({ status }: { status: VenueStatus | undefined }) {
  if (status?.status !== "degraded") return null;
  return (
    <div class="notice warn" role="status">
      <Icon name="warning" />
      <div>
        <strong>{t(`venue.${status.cause}.title`)}</strong>
        <p>{t(`venue.${status.cause}.text`)}</p>
        <Technical reason={status.reason} remedy={status.remedy} />
      </div>
    </div>
  );
}
