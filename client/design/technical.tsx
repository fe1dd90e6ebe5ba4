import { t } from "../preferences/language.ts";
import { Worded } from "./worded.tsx";
import "./technical.css";

interface TechnicalProps {
  /** The server's, in English. */
  reason: string;
  remedy: string;
  open?: boolean;
}

/** What the server says about a failure, for whoever runs the workshop; folded away, because a learner can do nothing about it. */
export function Technical({ reason, remedy, open = false }: TechnicalProps) {
  return (
    <details class="technical" open={open}>
      <summary>{t("technical.title")}</summary>
      <pre tabIndex={0} lang="en">
        {reason}
      </pre>
      <p>
        <strong>{t("technical.remedy")}</strong>
        <span lang="en">
          <Worded text={remedy} />
        </span>
      </p>
    </details>
  );
}
