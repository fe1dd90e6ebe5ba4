import { expect, test } from "vitest";
import { canRebuild } from "../../../client/step/can-rebuild.ts";
import { typedText } from "../../../client/step/command.ts";
import { outlineLevels } from "../../../client/step/outline.ts";
import { quizzesOf, wayOn } from "../../../client/step/way-on.ts";
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

test("going on waits for a right answer in each part of a lesson, and skips what is not done", () => {
  const part = (quizzes: number, hasCheck = false) => ({ hasCheck, quizzes: Array.from({ length: quizzes }) });
  const page = { intro: part(1), steps: [part(1), part(1, true), part(0), part(2)] } as unknown as LessonPage;
  expect([-1, 0, 1, 2, 3, 4].map((at) => quizzesOf(page, at).length)).toEqual([1, 1, 1, 0, 2, 0]);
  const way = (at: number, open: number, passed = false) => wayOn(page, at, { passed, open });
  expect([way(-1, 1), way(-1, 0)]).toEqual([{ to: "next", first: "quiz" }, { to: "next" }]);
  expect([way(0, 1), way(0, 0), way(0, 0, true)]).toEqual([{ to: "next", first: "quiz" }, { to: "next" }, { to: "next" }]);
  expect([way(1, 1), way(1, 0), way(1, 0, true)]).toEqual([{ to: "next", first: "check" }, { to: "next", first: "check" }, { to: "next" }]);
  expect([way(3, 1), way(3, 0)]).toEqual([{ to: "end", first: "quiz" }, { to: "end" }]);
  const finished = { ...page, finish: part(1) } as unknown as LessonPage;
  expect([wayOn(finished, 3, { passed: false, open: 1 }), wayOn(finished, 4, { passed: false, open: 1 })]).toEqual([{ to: "next", first: "quiz" }, { to: "end", first: "quiz" }]);
  expect(quizzesOf(finished, 4)).toHaveLength(1);
});

test("a step can be set up afresh when each check before it has a solution", () => {
  const step = (hasCheck: boolean, hasSolve: boolean) => ({ hasCheck, hasSolve });
  const page = { steps: [step(true, true), step(false, false), step(true, false), step(true, true)] } as LessonPage;
  expect([-1, 0, 1, 2, 3, 4].map((at) => canRebuild(page, at))).toEqual([false, false, true, true, false, false]);
  expect(canRebuild(undefined, 2)).toBe(false);
});
