import { Worded } from "../design/worded.tsx";
import { t } from "../preferences/language.ts";

/** Why something failed and what to do now, in the words of whoever found it. */
export function Failure({ failure }: { failure: { reason: string; remedy: string } }) {
  return (
    <div class="stage-failure">
      <pre tabIndex={0}>{failure.reason}</pre>
      <p>
        <strong>{t("preparing.remedy")}</strong>
        <Worded text={failure.remedy} />
      </p>
    </div>
  );
}
