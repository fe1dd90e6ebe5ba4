import { useEffect, useRef, useState } from "preact/hooks";
import { line, lineRefusal, tryLineNow } from "../connection.ts";
import { Icon } from "../design/icon.tsx";
import { say } from "../design/toasts.tsx";
import { t } from "../preferences/language.ts";
import { describeTrouble, type Trouble } from "../trouble.ts";
import "./connection-banner.css";

/** A blink of the line is not worth a word. */
const blinkMs = 500;

/** Says that the line to the server is lost and that the page is at it; silent while all is well. */
export function ConnectionBanner() {
  const state = line.value;
  const refusal = lineRefusal.value;
  const lost = state === "lost" || state === "closing" || refusal !== undefined;
  const [visible, setVisible] = useState(false);
  const wasVisible = useRef(false);
  useEffect(() => {
    if (lost) {
      const timer = setTimeout(() => setVisible(true), blinkMs);
      return () => clearTimeout(timer);
    }
    if (wasVisible.current && state === "connected") say(t("line.back"));
    setVisible(false);
  }, [lost, state]);
  wasVisible.current = visible;
  if (!visible) return null;
  return (
    <div class="line-banner" role="alert">
      <Icon name="offline" />
      <p>
        <Words closing={state === "closing"} refusal={refusal} />
      </p>
      <button type="button" class="button small" onClick={tryLineNow}>
        {t("line.again")}
      </button>
    </div>
  );
}

function Words({ closing, refusal }: { closing: boolean; refusal?: Trouble }) {
  if (refusal) return <strong>{describeTrouble(refusal)}</strong>;
  return (
    <>
      <strong>{closing ? t("line.closing") : t("line.lost")}</strong> {closing ? t("line.closing.text") : t("line.lost.text")}
    </>
  );
}
