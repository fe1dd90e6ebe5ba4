import { expect, test } from "vitest";
import { clampShare, leastSide, shareAfterKey, shareAt } from "../../../client/workspace/divider.ts";

test("the divider is under the pointer", () => {
  expect(shareAt(700, { left: 100, width: 1_000 })).toBeCloseTo(0.6);
});

test("neither side becomes too narrow", () => {
  expect(shareAt(0, { left: 0, width: 1_000 })).toBe(leastSide / 1_000);
  expect(shareAt(5_000, { left: 0, width: 1_000 })).toBe(1 - leastSide / 1_000);
});

test("on a screen that is too narrow for both, the sides are equal", () => {
  expect(clampShare(0.9, 400)).toBe(0.5);
  expect(clampShare(0.1, 400)).toBe(0.5);
});

test.each([
  ["ArrowLeft", 0.48],
  ["ArrowRight", 0.52],
  ["PageUp", 0.6],
  ["PageDown", 0.4],
  ["Home", 0.2],
  ["End", 0.8],
])("%s moves it to %f", (key, share) => {
  expect(shareAfterKey(key, 0.5, 1_500)).toBeCloseTo(share);
});

test("other keys are not the divider's", () => {
  expect(shareAfterKey("Tab", 0.5, 1_500)).toBeUndefined();
});
