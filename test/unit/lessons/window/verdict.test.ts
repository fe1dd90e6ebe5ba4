import { describe, expect, test } from "vitest";
import { Ledger } from "../../../../lessons/window/history/ledger.ts";
import { judge } from "../../../support/window-history.ts";

const none = { count: 0, first: [] };
const clean = { lost: none, notReceived: none, unexpected: none, duplicated: none, recovered: none, outOfOrder: none, missing: [] };
const two = { outcomes: ["ok ok ok", "ok ok"], stored: ["0 10 1-1", "0 12 1-2", "0 13 1-3", "4 7 2-1", "4 8 2-2"] };

describe("a history without a fault", () => {
  test("is intact, with gaps between the offsets, in whatever order it is read", () => {
    expect(judge(two)).toEqual({ verdict: { result: "intact", ...clean }, stored: 5 });
    expect(judge({ ...two, stored: two.stored.toReversed() }).verdict.result).toBe("intact");
  });

  test("is intact when a producer's messages are spread over partitions, as long as each holds them in order", () => {
    expect(judge({ outcomes: ["ok ok ok ok"], stored: ["0 1 1-2", "0 2 1-4", "1 1 1-1", "1 2 1-3"] }).verdict.result).toBe("intact");
  });

  test("is intact when what failed is not stored, and what was unknown is not stored either", () => {
    expect(judge({ outcomes: ["ok failed unknown ok"], stored: ["0 1 1-1", "0 2 1-4"] })).toEqual({ verdict: { result: "intact", ...clean }, stored: 2 });
  });

  test("does not heed what learners and other runs have written", () => {
    const others = ["0 14 hello", "0 15 tatami fffff 1 3", "0 16 ", "0 17 a tatami a1b2c3 1 9", "second line of a message", "tatami a1b2c3 1 99"];
    expect(judge({ ...two, stored: [...two.stored, ...others] })).toEqual({ verdict: { result: "intact", ...clean }, stored: 5 });
  });

  test("is intact when the second reader has received everything", () => {
    expect(judge({ ...two, received: ["1-1", "1-2", "1-3", "2-1", "2-2"] }).verdict).toEqual({ result: "intact", ...clean });
  });
});

describe("planted faults", () => {
  test("an acknowledged message that is not stored is lost, however late or early", () => {
    for (const lost of ["1-1", "1-2", "1-3", "2-2"]) {
      expect(judge({ ...two, stored: two.stored.filter((line) => !line.endsWith(` ${lost}`)) })).toEqual({
        verdict: { result: "lost", ...clean, lost: { count: 1, first: [lost] } },
        stored: 4,
      });
    }
  });

  test("everything may be lost, and a loss counts even when little else has happened", () => {
    const needs = { kills: 9, leaderKills: 9, acknowledged: 1_000 };
    expect(judge({ ...two, stored: [], needs }).verdict).toEqual({ result: "lost", ...clean, lost: { count: 5, first: ["1-1", "1-2", "1-3", "2-1", "2-2"] } });
  });

  test("a loss is a loss also when the second reader has received the message", () => {
    expect(judge({ ...two, stored: two.stored.slice(1), received: ["1-1", "1-2", "1-3", "2-1", "2-2"] }).verdict).toEqual({ result: "lost", ...clean, lost: { count: 1, first: ["1-1"] } });
  });

  test("an unknown message that is stored was recovered, which is no fault", () => {
    const { verdict } = judge({ outcomes: ["ok unknown ok"], stored: ["0 1 1-1", "0 2 1-2", "0 3 1-3"] });
    expect(verdict).toEqual({ result: "intact", ...clean, recovered: { count: 1, first: ["1-2"] } });
  });

  test("an unknown message may come late: its producer went on without an answer", () => {
    const { verdict } = judge({ outcomes: ["ok unknown ok"], stored: ["0 1 1-1", "0 2 1-3", "0 3 1-2"] });
    expect(verdict).toEqual({ result: "intact", ...clean, recovered: { count: 1, first: ["1-2"] } });
  });

  test("an acknowledged message behind a later one is out of order", () => {
    const { verdict } = judge({ outcomes: ["ok ok ok"], stored: ["0 1 1-2", "0 2 1-1", "0 3 1-3"] });
    expect(verdict).toEqual({ result: "damaged", ...clean, outOfOrder: { count: 1, first: ["1-1"] } });
    expect(judge({ outcomes: ["ok unknown"], stored: ["0 1 1-2", "0 2 1-1"] }).verdict).toMatchObject({ result: "damaged", outOfOrder: { first: ["1-1"] } });
  });

  test("a message that is stored more often is duplicated, which is shown apart; its first place counts for the order", () => {
    const { verdict, stored } = judge({ outcomes: ["ok ok"], stored: ["0 1 1-1", "0 2 1-2", "0 3 1-1", "3 9 1-1", "5 1 1-2"] });
    expect(verdict).toEqual({ result: "intact", ...clean, duplicated: { count: 2, first: ["1-1", "1-2"] } });
    expect(stored).toBe(2);
  });

  test.each([
    ["of a producer that there is not", "0 99 3-1", "3-1"],
    ["of a number that was not reached", "0 99 1-4", "1-4"],
    ["with words that were changed", "0 99 tatami a1b2c3 1 2x", "tatami a1b2c3 1 2x"],
    ["with half of its words", "0 99 tatami a1b2c3 ", "tatami a1b2c3 "],
    ["with numbers that no producer has", "0 99 tatami a1b2c3 01 2", "tatami a1b2c3 01 2"],
  ])("a message %s is unexpected", (_, line, name) => {
    expect(judge({ ...two, stored: [...two.stored, line] }).verdict).toEqual({ result: "damaged", ...clean, unexpected: { count: 1, first: [name] } });
  });

  test("a message that was answered as not stored, and is stored, is unexpected", () => {
    const { verdict } = judge({ outcomes: ["ok failed"], stored: ["0 1 1-1", "0 2 1-2"] });
    expect(verdict).toEqual({ result: "damaged", ...clean, unexpected: { count: 1, first: ["1-2"] } });
  });

  test("a second reader that missed what is stored is damage; what is lost it could not receive", () => {
    expect(judge({ ...two, received: ["1-1", "1-3", "2-1", "2-2"] }).verdict).toEqual({ result: "damaged", ...clean, notReceived: { count: 1, first: ["1-2"] } });
    expect(judge({ ...two, stored: two.stored.slice(1), received: ["2-1", "2-2"] }).verdict).toMatchObject({ result: "lost", lost: { first: ["1-1"] }, notReceived: { first: ["1-2", "1-3"] } });
  });

  test("lists name the first hundred and count all", () => {
    const outcomes = [Array.from({ length: 1_000 }, () => "ok").join(" ")];
    const { lost } = judge({ outcomes, stored: [] }).verdict;
    expect(lost.count).toBe(1_000);
    expect(lost.first).toHaveLength(100);
    expect(lost.first.at(-1)).toBe("1-100");
  });
});

describe("inconclusive, with everything that is missing", () => {
  const needs = { kills: 3, leaderKills: 1, acknowledged: 10 };
  const kill = (atMs: number, leader = false) => ({ atMs, pod: "kafka-0", leader });

  test("too few kills, none of a leader, too few acknowledged", () => {
    expect(judge({ ...two, needs, kills: [kill(100), kill(900)] }).verdict).toEqual({
      result: "inconclusive",
      ...clean,
      missing: [
        { what: "kills", seen: 2, needed: 3 },
        { what: "leader-kills", seen: 0, needed: 1 },
        { what: "acknowledged", seen: 5, needed: 10 },
      ],
    });
  });

  test("kills before the first acknowledgement and after the last attempt do not count", () => {
    const sending = { fromMs: 1_000, toMs: 5_000 };
    const kills = [kill(999, true), kill(5_001, true), kill(9_000, true)];
    expect(judge({ ...two, needs: { ...needs, acknowledged: 1 }, sending, kills }).verdict.missing).toEqual([{ what: "kill-while-sending" }, { what: "leader-kills", seen: 0, needed: 1 }]);
    expect(judge({ ...two, needs: { ...needs, acknowledged: 1 }, sending, kills: [...kills, kill(3_000, true)] }).verdict.missing).toEqual([{ what: "kills", seen: 1, needed: 3 }]);
  });

  test("nothing was acknowledged, so nothing was ever sent", () => {
    const { verdict } = judge({ outcomes: ["failed failed"], stored: [], needs, kills: [kill(1, true)], sending: undefined });
    expect(verdict.missing.map(({ what }) => what)).toEqual(["kill-while-sending", "leader-kills", "acknowledged"]);
  });

  test("what is stored could not be read: not even a loss can be claimed", () => {
    const trouble = { what: "read" as const, reason: "read.sh: no broker" };
    expect(judge({ ...two, stored: undefined, troubles: [trouble] }).verdict).toEqual({ result: "inconclusive", ...clean, missing: [trouble] });
    expect(judge({ ...two, stored: ["0 1 1-1"], troubles: [trouble] }).verdict.result).toBe("inconclusive");
  });

  test("it did not heal, so something may be stored where nobody can read now", () => {
    const trouble = { what: "healed" as const, reason: "settled.sh: 35 of 36 replicas" };
    expect(judge({ ...two, stored: two.stored.slice(1), troubles: [trouble] }).verdict).toMatchObject({ result: "inconclusive", missing: [trouble] });
  });

  test("the second reader is away: no word about what it missed", () => {
    const trouble = { what: "followed" as const, reason: "connect ECONNREFUSED" };
    expect(judge({ ...two, received: ["1-1"], troubles: [trouble] }).verdict).toMatchObject({ result: "inconclusive", missing: [trouble], notReceived: { count: 4 } });
    expect(judge({ ...two, stored: two.stored.slice(1), received: [], troubles: [trouble] }).verdict).toMatchObject({ result: "lost", missing: [] });
  });

  test("without a need for kills none is missed", () => {
    expect(judge({ ...two, needs: { kills: 0, leaderKills: 0, acknowledged: 5 }, kills: [] }).verdict.result).toBe("intact");
  });
});

test("a ledger takes one outcome for each attempt; what was never settled is unknown", () => {
  const ledger = new Ledger();
  const first = ledger.attempt(2);
  expect(first).toEqual({ producer: 2, sequence: 1 });
  expect([ledger.outcomeOf(first), ledger.outcomeOf({ producer: 2, sequence: 2 }), ledger.outcomeOf({ producer: 1, sequence: 1 })]).toEqual(["unknown", undefined, undefined]);
  ledger.settle(first, "ok");
  expect(() => ledger.settle(first, "failed")).toThrow("settled already");
  expect(() => ledger.settle({ producer: 2, sequence: 2 }, "ok")).toThrow("was not attempted");
  expect([ledger.attempted, ledger.counts]).toEqual([1, { ok: 1, failed: 0, unknown: 0 }]);
});
