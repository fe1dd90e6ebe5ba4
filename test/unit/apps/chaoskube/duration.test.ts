import { expect, test } from "vitest";
import { durationField, formatDuration, parseDuration } from "../../../../lessons/apps/chaoskube/flags/duration.ts";

test.each([
  ["1m30s", 90_000],
  ["10m", 600_000],
  ["-1s", -1_000],
  ["+2s", 2_000],
  ["1.5h", 5_400_000],
  [".5s", 500],
  ["1.s", 1_000],
  ["300ms", 300],
  ["5us", 0.005],
  ["5µs", 0.005],
  ["7ns", 0.000_007],
  ["0", 0],
  ["0s", 0],
  ["2h45m0.5s", 9_900_500],
])("%s is %d ms", (text, milliseconds) => {
  expect(parseDuration(text)).toBeCloseTo(milliseconds, 9);
});

test.each([
  ["", 'time: invalid duration ""'],
  ["soon", 'time: invalid duration "soon"'],
  ["s", 'time: invalid duration "s"'],
  ["-", 'time: invalid duration "-"'],
  ["1m 30s", 'time: unknown unit "m " in duration "1m 30s"'],
  ["30", 'time: missing unit in duration "30"'],
  ["1d", 'time: unknown unit "d" in duration "1d"'],
  ["1m--1s", 'time: unknown unit "m--" in duration "1m--1s"'],
])("%j is refused", (text, message) => {
  expect(() => parseDuration(text)).toThrow(message);
});

test.each([
  [600_000, "10m0s"],
  [90_000, "1m30s"],
  [-1_000, "-1s"],
  [21_600_000, "6h0m0s"],
  [1_500, "1.5s"],
  [300, "300ms"],
  [0.005, "5µs"],
  [0.000_007, "7ns"],
  [0, "0s"],
])("%d ms is written %s, as Go does", (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});

test("JSON logs hold nanoseconds", () => {
  expect(durationField(90_000)).toEqual({ text: "1m30s", json: 90_000_000_000 });
});
