import { useState } from "preact/hooks";
import type { WindowRecord } from "../../server/protocol.ts";
import { askPlain } from "../connection.ts";
import { Icon } from "../design/icon.tsx";
import { say } from "../design/toasts.tsx";
import { t } from "../preferences/language.ts";
import { describeTrouble } from "../trouble.ts";
import { clockText } from "./clock-text.ts";
import { isRunning } from "./records.ts";

/** Where a run is, how long it has gone on, and the button that ends its sending. */
export function Progress({ record }: { record: WindowRecord }) {
  const { phase, seconds, limitSeconds } = record;
  const running = isRunning(record);
  return (
    <div class="timeline-progress">
      {running ? <span class="spinner" aria-hidden="true" /> : <Icon name={phase === "done" ? "check" : "warning"} />}
      <strong>{t(`timeline.phase.${phase}`)}</strong>
      <span class="timeline-clock">
        {phase === "sending" ? t("timeline.clock", { time: clockText(seconds.length - 1), limit: clockText(limitSeconds) }) : clockText(seconds.length - 1)}
      </span>
      {(phase === "opening" || phase === "sending") && <StopButton />}
    </div>
  );
}

function StopButton() {
  const [busy, setBusy] = useState(false);
  const stop = async () => {
    if (busy) return;
    setBusy(true);
    const reply = await askPlain("window:stop");
    if (reply.ok) return;
    setBusy(false);
    say(describeTrouble(reply.problem), "bad");
  };
  return (
    <button type="button" class="button small" aria-disabled={busy} onClick={stop}>
      {busy ? t("timeline.stopping") : t("timeline.stop")}
    </button>
  );
}
