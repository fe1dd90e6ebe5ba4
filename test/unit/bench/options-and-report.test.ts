import { describe, expect, test } from "vitest";
import { BenchUsage, parseBenchOptions } from "../../../scripts/bench/bench-options.ts";
import { atLeast, atMost, below, median, noted, percentile } from "../../../scripts/bench/figure.ts";
import type { Machine } from "../../../scripts/bench/machine.ts";
import { jsonOf, machineLines, tableOf } from "../../../scripts/bench/report.ts";

const machine: Machine = { cores: 2, processor: "Some", memoryGigabytes: 24, kernel: "Linux 6", docker: "20", node: "24", loadBefore: 0.2, date: "2026-11-24T01:02:03.000Z" };

describe("the command line", () => {
  test("without a name asks for every bench", () => {
    expect(parseBenchOptions([])).toEqual({ benches: ["join", "boot", "terminal", "memory", "verdict", "lessons", "handson"], joins: 8, pairs: 3 });
  });

  test("names benches in any order, and where the figures go", () => {
    expect(parseBenchOptions(["memory", "--json", "out.json", "join", "--joins", "2"])).toEqual({ benches: ["join", "memory"], joins: 2, pairs: 3, json: "out.json" });
  });

  test("tells every mistake at once", () => {
    const read = () => parseBenchOptions(["jion", "--jsno", "--pairs", "none", "--json"]);
    expect(read).toThrow(BenchUsage);
    expect(read).toThrow(/--jsno: there is no such option\n--json: a value is missing[^]*jion: there is no such bench\n--pairs: must be[^]*npm run bench --/);
  });
});

describe("figures", () => {
  test("meet their goals or miss them", () => {
    expect([atMost(5, 5, "ms").ok, atMost(5.01, 5, "ms").ok]).toEqual([true, false]);
    expect([below(4.99, 5, "ms").ok, below(5, 5, "ms").ok]).toEqual([true, false]);
    expect([atLeast(2, 2, "ratio").ok, atLeast(1.99, 2, "ratio").ok]).toEqual([true, false]);
    expect([atMost(Number.NaN, 5, "ms").ok, below(Number.NaN, 5, "ms").ok, atLeast(Number.NaN, 5, "ms").ok, noted(Number.NaN, "ms").ok]).toEqual([false, false, false, false]);
  });

  test("of few samples take the longest as p95, and the middle as median", () => {
    expect(percentile([3, 9, 1, 4, 5, 2, 8, 7], 0.95)).toBe(9);
    expect([median([9, 1, 5]), median([4, 1, 2, 9]), median([7])]).toEqual([5, 3, 7]);
  });
});

describe("the report", () => {
  const figures = { "boot to plain kind": atMost(0.7, 0.6, "ratio", { samples: [0.7, 0.701], note: "alternating" }), "boot ours": noted(12.345, "s") };

  test("shows goals, samples and notes", () => {
    expect(tableOf(figures).split("\n")).toEqual(["  boot to plain kind    0.7 ratio  ✖ goal <= 0.6", "    each: 0.7  0.7", "    alternating", "  boot ours           12.35 s"]);
  });

  test("says when the machine was busy", () => {
    expect(machineLines(machine)).not.toContain("busy");
    expect(machineLines({ ...machine, loadBefore: 3 })).toContain("busy");
  });

  test("is read by a program too", () => {
    expect(JSON.parse(jsonOf(figures, machine))["boot to plain kind"]).toMatchObject({ value: 0.7, unit: "ratio", goal: "<= 0.6", ok: false, machine: { cores: 2 } });
  });
});
