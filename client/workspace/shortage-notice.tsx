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
  return <div role="status">{shortages.map((shortage) => <Line key={JSON.stringify(shortage)} shortage={shortage} />)}</div>;
}

function Line({ shortage }: { shortage: Shortage }) {
  const [title, text] = wordsOf(shortage);
  return (
    <div class="shortage">
      <Icon name="info" />
      <p>
        <strong>{title}</strong> {text}
      </p>
    </div>
  );
}

function wordsOf(shortage: Shortage): [title: string, text: string] {
  if (typeof shortage === "string") return [t(`shortage.${shortage}`), t(`shortage.${shortage}.text`)];
  const { namespace, pod, limit } = shortage;
  const command = `kubectl describe pod ${pod}${namespace === "default" ? "" : ` -n ${namespace}`}`;
  return [t(limit === undefined ? "shortage.pod" : "shortage.pod.limit", { pod, limit: limit ?? "" }), t("shortage.pod.text", { command })];
}
