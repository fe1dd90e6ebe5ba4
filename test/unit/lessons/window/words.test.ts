import { describe, expect, test } from "vitest";
import type { WindowMissing, WindowRecord, WindowVerdict } from "../../../../lessons/window/record.ts";
import { windowSentence } from "../../../../lessons/window/words.ts";
import { judge } from "../../../support/window-history.ts";

const window = { look: "kubectl -n kafka get statefulset,pvc" } as Parameters<typeof windowSentence>[1];

function record(verdict: WindowVerdict, expected: "intact" | "lost" = "intact"): WindowRecord & { verdict: WindowVerdict } {
  const counts = { attempted: 12_345, acknowledged: 12_000, failed: 300, unknown: 45, received: 12_000, stored: 12_000 };
  return { lesson: "l", step: 0, openedAt: "", phase: "done", phaseAtMs: {}, limitSeconds: 240, needs: { kills: 3, leaderKills: 1, acknowledged: 10_000 }, expect: expected, followed: true, seconds: [], kills: [], counts, verdict };
}

const base = judge({ outcomes: ["ok"], stored: ["0 1 1-1"] }).verdict;
const missing: WindowMissing[] = [
  { what: "kills", seen: 2, needed: 3 },
  { what: "leader-kills", seen: 0, needed: 1 },
  { what: "acknowledged", seen: 900, needed: 10_000 },
];

describe("what the learner is told", () => {
  test("says what is seen, in both languages, and how to look when the step is not passed", () => {
    const lost = { ...base, result: "lost" as const, lost: { count: 1_072, first: ["2-118"] } };
    expect(windowSentence(record(lost), window, "en")).toBe("1,072 of 12,000 acknowledged messages are lost, the first is 2-118. Look with: kubectl -n kafka get statefulset,pvc");
    expect(windowSentence(record(lost), window, "ja")).toBe("確認応答のあった 12,000 件のうち 1,072 件が失われました（最初は 2-118）。 確認: kubectl -n kafka get statefulset,pvc");
    expect(windowSentence(record(lost, "lost"), window, "en")).toBe("1,072 of 12,000 acknowledged messages are lost, the first is 2-118.");
    expect(windowSentence(record(base), window, "en")).toBe("Intact: all 12,000 acknowledged messages are stored, over 0 kills.");
    expect(windowSentence(record(base, "lost"), window, "en")).toContain("Nothing was lost: all 12,000");
  });

  test("names everything that is missing", () => {
    const open = record({ ...base, result: "inconclusive", missing });
    expect(windowSentence(open, {} as typeof window, "en")).toBe("No verdict yet: 2 of 3 kills; 0 of 1 kills of a leader; 900 of 10,000 acknowledged messages.");
    expect(windowSentence(open, {} as typeof window, "ja")).toBe("まだ判定できません。強制終了が 2 回（必要数 3）、リーダーの強制終了が 0 回（必要数 1）、確認応答が 900 件（必要数 10,000）。");
  });

  test("is never longer than 199 characters, and never cuts the command to look with", () => {
    const reason = "x".repeat(300);
    const all: WindowMissing[] = [...missing, { what: "kill-while-sending" }, { what: "followed", reason }, { what: "healed", reason }, { what: "read", reason }];
    const long = { look: `kubectl ${"y".repeat(72)}` } as typeof window;
    const verdicts: WindowVerdict[] = [
      { ...base, result: "inconclusive", missing: all },
      ...all.map((one) => ({ ...base, result: "inconclusive" as const, missing: [one] })),
      { ...base, result: "lost", lost: { count: 1_000_000, first: ["16-1000000"] } },
      { ...base, result: "damaged", unexpected: { count: 999_999, first: [] }, outOfOrder: { count: 999_999, first: [] }, notReceived: { count: 999_999, first: [] } },
      base,
    ];
    for (const verdict of verdicts) {
      for (const language of ["ja", "en"] as const) {
        for (const expected of ["intact", "lost"] as const) {
          const sentence = windowSentence(record(verdict, expected), long, language);
          expect(sentence.length, sentence).toBeLessThan(200);
          expect(sentence).not.toContain("undefined");
          if (verdict.result !== expected) expect(sentence.endsWith(long.look as string), sentence).toBe(true);
        }
      }
    }
  });
});
