import { useEffect, useRef, useState } from "preact/hooks";
import type { WindowRecord } from "../../server/protocol.ts";
import { t } from "../preferences/language.ts";
import { clockText } from "./clock-text.ts";
import { verdictWords } from "./verdict-words.ts";

/** Speaks each kill and the verdict as they happen, and nothing else; what had happened before the page saw it stays unsaid. */
export function Said({ record }: { record: WindowRecord }) {
  const { openedAt, kills, phase } = record;
  const before = useRef({ openedAt, kills: kills.length, phase });
  const [text, setText] = useState("");
  useEffect(() => {
    const known = before.current.openedAt === openedAt ? before.current : { kills: 0, phase: "opening" };
    before.current = { openedAt, kills: kills.length, phase };
    const words = phase !== known.phase ? verdictWords(record) : undefined;
    const spoken = kills.slice(known.kills).map(({ pod, leader, atMs }) => t(leader ? "timeline.said.leader" : "timeline.said.kill", { pod, time: clockText(atMs / 1_000) }));
    if (words) spoken.push(`${words.title}. ${words.text}`);
    if (spoken.length > 0) setText(spoken.join(" "));
  }, [openedAt, kills.length, phase]);
  return (
    <p class="heard-only" role="status">
      {text}
    </p>
  );
}
