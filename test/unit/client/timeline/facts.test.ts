import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { clockText, secondsText } from "../../../../client/timeline/clock-text.ts";
import { needsOf } from "../../../../client/timeline/needs.ts";
import { fileName } from "../../../../client/timeline/saving/file-name.ts";
import { tableRows } from "../../../../client/timeline/table/table-rows.ts";
import type { WindowVerdict } from "../../../../server/protocol.ts";
import { pageGlobals } from "../../../support/page-globals.ts";
import { cleanVerdict, quietSecond, windowRecord } from "../../../support/window-record.ts";

test("clocks and durations", () => {
  expect([0, 9.9, 65, 600].map(clockText)).toEqual(["0:00", "0:09", "1:05", "10:00"]);
  expect([480, 3_240, 12_000].map(secondsText)).toEqual(["0.48", "3.2", "12.0"]);
});

test("a file is named by lesson, step and time, and by nothing that a file system minds", () => {
  expect(fileName(windowRecord({ lesson: "cndjp3/chaos", step: 4, openedAt: "2026-11-24T03:07:09.123Z" }))).toBe("tatami-cndjp3-chaos-step5-2026-11-24-030709Z");
});

test("needs are what the author asks for, with what has happened", () => {
  expect(needsOf(windowRecord({ needs: { kills: 3, leaderKills: 1, acknowledged: 0 } }))).toEqual([
    { what: "kills", seen: 2, needed: 3 },
    { what: "leaderKills", seen: 1, needed: 1 },
  ]);
});

describe("the table", () => {
  test("sums five seconds, takes the fewest replicas in sync, and names what was killed", () => {
    const seconds = [...Array.from({ length: 4 }, () => quietSecond()), quietSecond({ acknowledged: 0, received: 3, failed: 2, unknown: 1, inSync: 24 }), quietSecond({ inSync: 30 })];
    const record = windowRecord({ seconds });
    expect(tableRows(record)).toEqual([
      { from: 0, to: 5, acknowledged: 400, received: 403, failed: 2, unknown: 1, inSync: 24, replicas: 36, kills: [record.kills[0]] },
      { from: 5, to: 10, acknowledged: 100, received: 100, failed: 0, unknown: 0, inSync: 30, replicas: 36, kills: [] },
    ]);
  });

  test("leaves replicas out until somebody has looked, and has no rows before the first second", () => {
    expect(tableRows(windowRecord({ seconds: [{ acknowledged: 1, failed: 0, unknown: 0, received: 0 }] }))[0]).not.toHaveProperty("inSync");
    expect(tableRows(windowRecord({ seconds: [] }))).toEqual([]);
  });
});

describe("the verdict in words", () => {
  let wordsOf: typeof import("../../../../client/timeline/verdict-words.ts").verdictWords;
  let preferences: typeof import("../../../../client/preferences/preferences.ts").preferences;
  beforeAll(async () => {
    pageGlobals();
    ({ verdictWords: wordsOf } = await import("../../../../client/timeline/verdict-words.ts"));
    ({ preferences } = await import("../../../../client/preferences/preferences.ts"));
  });
  beforeEach(() => void (preferences.language.value = "en"));
  afterAll(() => void vi.unstubAllGlobals());

  const of = (verdict: Partial<WindowVerdict>) => wordsOf(windowRecord({ verdict: { ...cleanVerdict, ...verdict } }));
  const list = (count: number, first: string[] = []) => ({ count, first });

  test("is not there before the end", () => {
    expect(wordsOf(windowRecord({ phase: "reading", verdict: undefined }))).toBeUndefined();
  });

  test("intact, and what was found besides", () => {
    expect(of({ recovered: list(3) })).toEqual({
      kind: "good",
      icon: "check",
      title: "Intact",
      text: "No message was lost: all 2,700 acknowledged messages are stored, after 2 kills.",
      besides: ["3 of unknown outcome stored after all"],
    });
    preferences.language.value = "ja";
    expect(of({})?.text).toBe("メッセージは 1 件も失われませんでした。2 回の強制終了の後も、確認応答のあった 2,700 件すべてが保存されています。");
  });

  test("lost says which ones, as many as a sentence bears", () => {
    expect(of({ result: "lost", lost: list(2, ["1-17", "3-4"]) })).toMatchObject({ kind: "bad", text: "2 of 2,700 acknowledged messages are lost: 1-17, 3-4." });
    const many = Array.from({ length: 100 }, (_, index) => `0-${index + 1}`);
    expect(of({ result: "lost", lost: list(1_204, many), outOfOrder: list(1) })).toMatchObject({
      text: "1,204 of 2,700 acknowledged messages are lost: 0-1, 0-2, 0-3, 0-4, 0-5 and 1,199 more.",
      besides: ["1 stored out of order"],
    });
  });

  test("damaged says what is wrong", () => {
    expect(of({ result: "damaged", unexpected: list(1), notReceived: list(7), duplicated: list(2) })).toMatchObject({
      kind: "bad",
      text: "All acknowledged messages are stored, but not all is right: 7 never received by the second reader and 1 stored that nobody sent.",
      besides: ["2 stored twice"],
    });
  });

  test("inconclusive says everything that is missing", () => {
    const missing: WindowVerdict["missing"] = [
      { what: "kills", seen: 1, needed: 3 },
      { what: "leader-kills", seen: 0, needed: 1 },
      { what: "acknowledged", seen: 812, needed: 10_000 },
      { what: "kill-while-sending" },
      { what: "healed", reason: "kafka-2 is not Ready" },
      { what: "followed", reason: "refused" },
      { what: "read", reason: "exit code 1" },
    ];
    const words = of({ result: "inconclusive", missing });
    expect(words?.kind).toBe("warn");
    for (const part of ["1 of 3 kills", "0 of 1 kills of a leader", "812 of 10,000", "while messages were sent", "kafka-2 is not Ready", "refused", "exit code 1"]) expect(words?.text).toContain(part);
    preferences.language.value = "ja";
    expect(of({ result: "inconclusive", missing: missing.slice(0, 1) })?.text).toBe("足りないものがあり、確かなことは言えません: 強制終了が 1 回（必要数 3）");
  });

  test("interrupted has no verdict and says so", () => {
    expect(wordsOf(windowRecord({ phase: "interrupted", verdict: undefined }))).toMatchObject({ kind: "warn", title: "Interrupted" });
  });
});
