import { expect, test } from "vitest";
import { canRebuild } from "../../../client/step/can-rebuild.ts";
import { typedText } from "../../../client/step/command.ts";
import { outlineLevels } from "../../../client/step/outline.ts";
import type { LessonPage } from "../../../server/protocol.ts";

test("headings of any author become an outline without gaps below the step's title", () => {
  expect(outlineLevels([3, 4, 3, 2])).toEqual([3, 4, 3, 3]);
  expect(outlineLevels([1, 3, 3, 6, 1])).toEqual([3, 4, 4, 5, 3]);
  expect(outlineLevels([])).toEqual([]);
});

test("text that is typed without Enter cannot press it, nor send escape sequences", () => {
  expect(typedText("rm -rf /tmp/x\n")).toBe("rm -rf /tmp/x ");
  expect(typedText("a\u001b[31mb\u0007c\u009dd")).toBe("a[31mbcd");
});

test("a few keys by themselves are keys", () => {
  expect(typedText("\u0003")).toBe("\u0003");
  expect(typedText("\u001a\u0003")).toBe("\u001a\u0003");
});

test("a step can be set up afresh when each check before it has a solution", () => {
  const step = (hasCheck: boolean, hasSolve: boolean) => ({ hasCheck, hasSolve });
  const page = { steps: [step(true, true), step(false, false), step(true, false), step(true, true)] } as LessonPage;
  expect([-1, 0, 1, 2, 3, 4].map((at) => canRebuild(page, at))).toEqual([false, false, true, true, false, false]);
  expect(canRebuild(undefined, 2)).toBe(false);
});
