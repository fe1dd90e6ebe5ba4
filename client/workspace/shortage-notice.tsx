import type { Shortage } from "../../server/protocol.ts";
import { Icon } from "../design/icon.tsx";
import { t } from "../preferences/language.ts";
import { session } from "../session.ts";
import "./shortage-notice.css";

/** Says what the environment runs out of and what the learner can do; silent while it has enough. */
export function ShortageNotice() {
  const environment = session.value?.environment;
  const shortages = environment?.state === "ready" ? (environment.shortages ?? []) : [];
  // The place of what will be said is there before: people who listen to the page hear it then.
  return <div role="status">{shortages.map((shortage) => <Line key={shortage} shortage={shortage} />)}</div>;
}

function Line({ shortage }: { shortage: Shortage }) {
  return (
    <div class="shortage">
      <Icon name="info" />
      <p>
        <strong>{t(`shortage.${shortage}`)}</strong> {t(`shortage.${shortage}.text`)}
      </p>
    </div>
  );
}
