import type { MessageList, WindowMissing, WindowRecord, WindowVerdict } from "../../server/protocol.ts";
import type { IconName } from "../design/icon.tsx";
import { language, t } from "../preferences/language.ts";
import { numberText } from "../preferences/number.ts";

/** What a run has shown, in words, with a colour and a sign that say the same. */
export interface VerdictWords {
  kind: "good" | "warn" | "bad";
  icon: IconName;
  title: string;
  text: string;
  /** What else was found and changes nothing about the verdict. */
  besides: string[];
}

/** The verdict in words; undefined while there is none. */
export function verdictWords(record: Pick<WindowRecord, "phase" | "verdict" | "counts" | "kills">): VerdictWords | undefined {
  const { phase, verdict, counts, kills } = record;
  if (phase === "interrupted") return { kind: "warn", icon: "warning", title: t("timeline.verdict.interrupted"), text: t("timeline.verdict.interrupted.text"), besides: [] };
  if (!verdict) return undefined;
  const { result } = verdict;
  const title = t(`timeline.verdict.${result}`);
  const messages = numberText(counts.acknowledged);
  const found = (keys: readonly Found[]) => keys.filter((key) => verdict[key].count > 0).map((key) => t(`timeline.found.${key}`, { messages: numberText(verdict[key].count) }));
  switch (result) {
    case "intact":
      return { kind: "good", icon: "check", title, text: t("timeline.verdict.intact.text", { messages, count: kills.length }), besides: found(["duplicated", "recovered"]) };
    case "lost":
      return { kind: "bad", icon: "warning", title, text: t("timeline.verdict.lost.text", { messages, lost: numberText(verdict.lost.count), names: namesOf(verdict.lost) }), besides: found(allFound) };
    case "damaged":
      return { kind: "bad", icon: "warning", title, text: t("timeline.verdict.damaged.text", { parts: joined(found(wrong)) }), besides: found(["duplicated", "recovered"]) };
    case "inconclusive":
      return { kind: "warn", icon: "info", title, text: t("timeline.verdict.inconclusive.text", { parts: joined(verdict.missing.map(missingWords)) }), besides: found(allFound) };
  }
}

type Found = Exclude<keyof WindowVerdict, "result" | "missing" | "lost">;
const wrong: readonly Found[] = ["notReceived", "unexpected", "outOfOrder"];
const allFound: readonly Found[] = [...wrong, "duplicated", "recovered"];

/** As many names as a sentence bears. */
function namesOf({ count, first }: MessageList): string {
  const names = first.slice(0, 5).join(", ");
  return count > 5 ? t("timeline.verdict.lost.more", { names, more: numberText(count - 5) }) : names;
}

function missingWords(missing: WindowMissing): string {
  if ("seen" in missing) return t(`timeline.missing.${missing.what}`, { seen: numberText(missing.seen), needed: numberText(missing.needed) });
  if ("reason" in missing) return t(`timeline.missing.${missing.what}`, { reason: missing.reason });
  return t(`timeline.missing.${missing.what}`);
}

function joined(parts: readonly string[]): string {
  return new Intl.ListFormat(language.value, { type: "conjunction" }).format(parts);
}
