import { useEffect, useState } from "preact/hooks";
import type { EnvironmentState } from "../../server/protocol.ts";
import { ask, askPlain } from "../connection.ts";
import { Icon } from "../design/icon.tsx";
import { ProgressBar } from "../design/progress-bar.tsx";
import { Technical } from "../design/technical.tsx";
import { say } from "../design/toasts.tsx";
import { session } from "../session.ts";
import { describeSeconds } from "../preferences/duration.ts";
import { language, t } from "../preferences/language.ts";
import { describeTrouble, type Reply } from "../trouble.ts";
import { nameOf } from "../words/names.ts";

type NotReady = Exclude<EnvironmentState, { state: "ready" }>;

/** Where the terminals will be: how the bring-up goes, or why there is no environment and what to do. */
export function EnvironmentNotice({ environment }: { environment: NotReady }) {
  switch (environment.state) {
    case "waiting":
      return <Waiting wait={environment} />;
    case "failed":
      return (
        <div class="environment" role="alert">
          <Icon name="warning" />
          <h2>{t("environment.failed.title")}</h2>
          <p>{t(`environment.failed.${environment.cause}`, { step: nameOf(environment.step ?? "", language.value) })}</p>
          <div class="environment-buttons">
            <TakeButton text={t("environment.failed.again")} take={startAgain} primary />
          </div>
          <Technical reason={environment.reason} remedy={environment.remedy} />
        </div>
      );
    case "ended":
      return (
        <div class="environment" role="alert">
          <Icon name="info" />
          <h2>{t("environment.ended.title")}</h2>
          <p>{t(`environment.ended.${environment.cause}`)}</p>
          <p>{t("environment.ended.text")}</p>
          <div class="environment-buttons">
            <TakeButton text={t("environment.ended.continue")} take={startAgain} primary />
            <TakeButton text={t("environment.ended.again")} take={() => askPlain("lesson:restart")} />
          </div>
        </div>
      );
    case "none":
      return (
        <div class="environment">
          <Icon name="terminal" />
          <h2>{t("environment.none.title")}</h2>
          <p>{t("environment.none.text")}</p>
          <TakeButton text={t("environment.none.start")} take={startAgain} primary />
        </div>
      );
  }
}

function Waiting({ wait }: { wait: Extract<NotReady, { state: "waiting" }> }) {
  const { position, step, done, total } = wait;
  const secondsLeft = useSecondsLeft(wait);
  const place = position > 1 ? t("environment.waiting.position", { position }) : position === 1 ? t("environment.waiting.next") : undefined;
  return (
    <div class="environment">
      <span class="spinner" aria-hidden="true" />
      <h2>{t("environment.waiting.title")}</h2>
      <div role="status">
        {place && <p>{place}</p>}
        {step && <p class="environment-step">{nameOf(step, language.value)}</p>}
      </div>
      <ProgressBar value={total ? (done ?? 0) / total : undefined} label={t("environment.waiting.title")} />
      <p class="environment-facts">
        {total ? <span>{t("environment.waiting.steps", { done: done ?? 0, total })}</span> : null}
        {secondsLeft === undefined ? null : <span>{t("preparing.left", { time: describeSeconds(secondsLeft) })}</span>}
      </p>
      <p class="environment-read">{t("environment.waiting.read")}</p>
    </div>
  );
}

/** The server tells the seconds at the beginning of each step; the clock goes on in between. */
function useSecondsLeft({ step, secondsLeft }: { step?: string; secondsLeft?: number }): number | undefined {
  const [passed, setPassed] = useState(0);
  useEffect(() => {
    setPassed(0);
    const timer = setInterval(() => setPassed((seconds) => seconds + 1), 1_000);
    return () => clearInterval(timer);
  }, [step, secondsLeft]);
  return secondsLeft === undefined || secondsLeft <= passed ? undefined : secondsLeft - passed;
}

function TakeButton({ text, take, primary = false }: { text: string; take: () => Promise<Reply>; primary?: boolean }) {
  const [busy, setBusy] = useState(false);
  const click = async () => {
    if (busy) return;
    setBusy(true);
    const reply = await take();
    setBusy(false);
    if (!reply.ok) say(describeTrouble(reply.problem), "bad");
  };
  return (
    <button type="button" class={primary ? "button primary" : "button"} aria-disabled={busy} onClick={click}>
      {busy && <span class="spinner" aria-hidden="true" />}
      {text}
    </button>
  );
}

function startAgain(): Promise<Reply> {
  return ask("lesson:start", { lessonId: session.value?.lessonId ?? "" });
}
