import { useEffect, useState } from "preact/hooks";
import { askPlain } from "../connection.ts";
import { Icon } from "../design/icon.tsx";
import { Popover } from "../design/popover.tsx";
import { say } from "../design/toasts.tsx";
import { describeLongTime } from "../preferences/duration.ts";
import { t } from "../preferences/language.ts";
import { session } from "../session.ts";
import { describeTrouble } from "../trouble.ts";
import "./environment-clock.css";

/** The learner is warned when so much is left. */
const warnings = [600, 120];

/** How long the environment lives still, and the button that lets it go on longer. */
export function EnvironmentClock() {
  const environment = session.value?.environment;
  const left = useSecondsLeft(environment);
  const canExtend = environment?.state === "ready" && environment.canExtend;
  const warning = left === undefined ? undefined : warnings.findLast((limit) => left <= limit);
  useEffect(() => {
    if (warning === undefined || left === undefined) return;
    say(t(canExtend ? "clock.soon" : "clock.soonLast", { time: describeLongTime(left) }), "bad");
  }, [warning]);
  if (left === undefined) return null;
  const time = describeLongTime(left);
  const extend = async () => {
    const reply = await askPlain("environment:extend");
    if (!reply.ok) say(describeTrouble(reply.problem), "bad");
  };
  return (
    <Popover
      // What is seen belongs to the name: people who speak to their computer say what they see.
      label={`${t("clock.left", { time })}. ${t("clock.label", { time })}`}
      button={
        <span class={warning === undefined ? "clock" : "clock soon"}>
          <Icon name="clock" />
          <span class="clock-time">{t("clock.left", { time })}</span>
        </span>
      }
    >
      {() => (
        <div class="clock-panel">
          <p role="status">{t("clock.label", { time })}</p>
          <p>{t(canExtend ? "clock.text" : "clock.latest")}</p>
          {canExtend && (
            <button type="button" class="button primary" onClick={extend}>
              {t("clock.extend")}
            </button>
          )}
        </div>
      )}
    </Popover>
  );
}

/** The server says how much is left whenever the session changes; the page's own clock, which may be wrong about the hour, counts in between. */
function useSecondsLeft(environment: { state: string; secondsLeft?: number } | undefined): number | undefined {
  const [now, setNow] = useState(() => performance.now());
  const [told, setTold] = useState({ environment, at: performance.now() });
  useEffect(() => {
    setTold({ environment, at: performance.now() });
    setNow(performance.now());
    const timer = setInterval(() => setNow(performance.now()), 10_000);
    return () => clearInterval(timer);
  }, [environment]);
  if (environment?.state !== "ready" || environment.secondsLeft === undefined) return undefined;
  const since = told.environment === environment ? now - told.at : 0;
  return Math.max(0, environment.secondsLeft - since / 1_000);
}
