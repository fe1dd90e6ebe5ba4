import type { WindowRecord } from "../../server/protocol.ts";
import { Icon } from "../design/icon.tsx";
import { t } from "../preferences/language.ts";
import { verdictWords } from "./verdict-words.ts";

/** What the run has shown, in one sentence; told by words and a sign as well as by its colour. */
export function Verdict({ record }: { record: WindowRecord }) {
  const words = verdictWords(record);
  if (!words) return null;
  const { kind, icon, title, text, besides } = words;
  return (
    <div class={`notice timeline-verdict ${kind}`}>
      <Icon name={icon} />
      <div>
        <strong>{title}</strong>
        <p>{text}</p>
        {record.phase === "done" && <p class="timeline-besides">{[...besides, t(`timeline.verdict.expected.${record.expect}`)].join(" · ")}</p>}
      </div>
    </div>
  );
}
