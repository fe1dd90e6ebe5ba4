import { Icon } from "../design/icon.tsx";
import { t } from "../preferences/language.ts";
import { StepText } from "./step-text.tsx";

/** The author's hint, closed until somebody wants it. */
export function StepHint({ html, lang }: { html?: string; lang: string }) {
  if (!html) return null;
  return (
    <details class="step-hint">
      <summary>
        <Icon name="hint" />
        {t("step.hint")}
      </summary>
      <StepText html={html} lang={lang} place="hint" />
    </details>
  );
}
