import { describe, expect, test } from "vitest";
import { pressKey } from "../../../../client/timeline/chart/chart-keys.ts";
import { placeKills } from "../../../../client/timeline/chart/kill-labels.ts";
import { areaPath, linePath } from "../../../../client/timeline/chart/paths.ts";
import { niceMost, planChart, secondAt, timeTicks, xOf, yOf } from "../../../../client/timeline/chart/plan.ts";
import { textWidth, wrapText } from "../../../../client/timeline/chart/text-width.ts";
import { clampRange, isWhole, rangeWith, type TimeRange, wholeRange, zoomRange } from "../../../../client/timeline/chart/time-range.ts";
import type { Zoom } from "../../../../client/timeline/chart/zoom.ts";
import { quietSecond, windowRecord } from "../../../support/window-record.ts";

const whole: TimeRange = { from: 0, to: 120 };
const size = { width: 1_000, height: 500, font: 16, lanes: 3 };

describe("the range that is shown", () => {
  test("is a minute at least, and grows by half minutes", () => {
    const of = (length: number) => wholeRange({ seconds: Array.from({ length }, () => quietSecond()) }).to;
    expect([0, 1, 60, 61, 90, 91].map(of)).toEqual([60, 60, 60, 90, 90, 120]);
  });

  test("stays inside, and never becomes too short to read", () => {
    expect(clampRange({ from: -10, to: 20 }, whole)).toEqual({ from: 0, to: 30 });
    expect(clampRange({ from: 100, to: 140 }, whole)).toEqual({ from: 80, to: 120 });
    expect(clampRange({ from: 50, to: 50.5 }, whole)).toEqual({ from: 46.25, to: 54.25 });
    expect(clampRange({ from: -500, to: 500 }, whole)).toEqual(whole);
  });

  test("is zoomed around a second that stays in its place", () => {
    const range = zoomRange(whole, whole, { factor: 0.5, around: 30 });
    expect(range).toEqual({ from: 15, to: 75 });
    expect((30 - range.from) / 60).toBe(30 / 120);
    expect(isWhole(zoomRange(range, whole, { factor: 4, around: 30 }), whole)).toBe(true);
  });

  test("follows the second that is read", () => {
    const range = { from: 20, to: 40 };
    expect(rangeWith(30, range, whole)).toBe(range);
    expect(rangeWith(40, range, whole)).toEqual({ from: 21, to: 41 });
    expect(rangeWith(5, range, whole)).toEqual({ from: 5, to: 25 });
  });
});

describe("keys", () => {
  const press = (key: string, second = 10) => {
    let read = second;
    const done: string[] = [];
    const zoom: Zoom = { range: whole, whole, isWhole: true, show: () => done.push("show"), by: (factor) => done.push(`by ${factor}`), reset: () => done.push("reset") };
    const used = pressKey(key, { zoom, second, last: 50, read: (next) => (read = next) });
    return { used, read, done };
  };
  test.each([
    ["ArrowRight", 11],
    ["ArrowLeft", 9],
    ["PageUp", 20],
    ["PageDown", 0],
    ["Home", 0],
    ["End", 50],
  ])("%s reads second %i", (key, second) => expect(press(key)).toEqual({ used: true, read: second, done: [] }));
  test.each([
    ["+", "by 0.5"],
    ["-", "by 2"],
    ["0", "reset"],
  ])("%s zooms", (key, what) => expect(press(key).done).toEqual([what]));
  test("others are the page's", () => expect(press("Tab")).toEqual({ used: false, read: 10, done: [] }));
});

describe("the chart's plan", () => {
  test("keeps everything apart, from top to bottom", () => {
    for (const { width, height, font, lanes } of [size, { width: 330, height: 176, font: 11, lanes: 1 }, { width: 1_900, height: 900, font: 20, lanes: 3 }]) {
      const plan = planChart(windowRecord(), whole, { width, height, font, lanes });
      const order = [plan.lanes.top + plan.lanes.count * plan.lanes.height, plan.rates.top, plan.rates.bottom, plan.failed, plan.unknown, plan.inSync.top, plan.inSync.bottom, height];
      expect(order).toEqual([...order].sort((a, b) => a - b));
      expect(plan.rates.bottom - plan.rates.top).toBeGreaterThan(50);
    }
  });

  test("puts seconds and messages where they belong, and back", () => {
    const plan = planChart(windowRecord(), whole, size);
    expect(xOf(plan, 0)).toBe(plan.left);
    expect(xOf(plan, 120)).toBe(plan.right);
    expect(secondAt(plan, xOf(plan, 37.5))).toBeCloseTo(37.5);
    expect([secondAt(plan, -50), secondAt(plan, 5_000)]).toEqual([0, 120]);
    expect(yOf(plan, 0)).toBeCloseTo(plan.rates.bottom);
    expect(yOf(plan, plan.most)).toBeCloseTo(plan.rates.top);
  });

  test("has an axis that one can read", () => {
    expect([0, 7, 10, 11, 100, 118, 310, 999, 1_001].map(niceMost)).toEqual([10, 10, 10, 15, 100, 150, 400, 1_000, 1_500]);
    expect(timeTicks(planChart(windowRecord(), whole, size))).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120]);
    expect(timeTicks(planChart(windowRecord(), { from: 13.5, to: 26 }, { ...size, width: 330, font: 11 }))).toEqual([15, 20, 25]);
  });

  test("draws lines and areas", () => {
    expect(linePath([[0, 1], [2.04, 3]])).toBe("M0 1L2 3");
    expect(areaPath([[0, 1], [2, 3]], 9)).toBe("M0 1L2 3L2 9L0 9Z");
    expect(areaPath([], 9)).toBe("");
  });
});

describe("names of what was killed", () => {
  const plan = planChart(windowRecord(), whole, size);
  const kill = (second: number, pod = "kafka-0") => ({ atMs: second * 1_000, pod, leader: false });
  const place = (seconds: number[]) => placeKills(seconds.map((second) => kill(second)), plan, ({ pod }) => pod);

  test("never overlap: the next row, and in the end the mark alone", () => {
    expect(place([10, 11, 12, 13, 40]).map(({ lane }) => lane)).toEqual([0, 1, 2, undefined, 0]);
  });

  test("run to the left at the right edge, and are left out where they are not in view", () => {
    expect(place([1, 119.5]).map(({ leftwards }) => leftwards)).toEqual([false, true]);
    expect(placeKills([kill(5), kill(30)], { ...plan, range: { from: 20, to: 40 } }, ({ pod }) => pod)).toHaveLength(1);
  });
});

describe("text in a picture", () => {
  test("has about its width", () => {
    expect(textWidth("ab", 10)).toBeCloseTo(11.4);
    expect(textWidth("確認", 10)).toBe(20);
  });

  test("is broken at spaces, and between Japanese characters but not before a full stop", () => {
    expect(wrapText("one two three", 10, 50)).toEqual(["one two", "three"]);
    expect(wrapText("確認しました。", 10, 60)).toEqual(["確認しまし", "た。"]);
    expect(wrapText("メッセージは 1 件も失われませんでした。", 10, 5_000)).toEqual(["メッセージは 1 件も失われませんでした。"]);
    expect(wrapText("", 10, 50)).toEqual([""]);
  });
});
