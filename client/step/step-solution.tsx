import { t } from "../preferences/language.ts";
import { StepText } from "./step-text.tsx";

/** The author's solution to read, closed until somebody wants it. */
export function StepSolution({ html, lang }: { html: string; lang: string }) {
  return (
    <details class="step-solution">
      <summary>{t("solve.show")}</summary>
      <StepText html={html} lang={lang} place="solution" />
    </details>
  );
}
