import { expect, test } from "vitest";
import { nextCheck, type CheckState } from "../../../client/step/check-state.ts";

const idle: CheckState = { state: "idle" };
const notYet = (message: string) => ({ result: "not-yet" as const, message, output: "" });
const passed = { result: "passed" as const, output: "" };
const asked: CheckState = { state: "answered", byItself: false, answer: notYet("one Pod is missing") };

test("a check that was asked for runs, collects output and is answered", () => {
  const running = nextCheck(idle, { event: "started", byItself: false, at: 5 });
  expect(running).toEqual({ state: "running", startedAt: 5, output: "" });
  const printed = nextCheck(nextCheck(running, { event: "output", text: "a" }), { event: "output", text: "b" });
  expect(printed).toEqual({ state: "running", startedAt: 5, output: "ab" });
  expect(nextCheck(printed, { event: "answered", byItself: false, answer: passed })).toEqual({ state: "answered", byItself: false, answer: passed });
});

test("starting twice keeps the first start", () => {
  const running = nextCheck(idle, { event: "started", byItself: false, at: 5 });
  expect(nextCheck(running, { event: "started", byItself: false, at: 9 })).toBe(running);
});

test("a check that runs by itself is not seen until it passes", () => {
  expect(nextCheck(idle, { event: "started", byItself: true, at: 5 })).toBe(idle);
  expect(nextCheck(idle, { event: "output", text: "a" })).toBe(idle);
  expect(nextCheck(idle, { event: "answered", byItself: true, answer: notYet("x") })).toBe(idle);
  expect(nextCheck(idle, { event: "answered", byItself: true, answer: { result: "broken", message: "x" } })).toBe(idle);
  expect(nextCheck(idle, { event: "answered", byItself: true, answer: passed })).toEqual({ state: "answered", byItself: true, answer: passed });
});

test("a check by itself renews the message that the learner is reading", () => {
  expect(nextCheck(asked, { event: "answered", byItself: true, answer: notYet("none is missing, but one is not ready") })).toEqual({
    state: "answered",
    byItself: false,
    answer: notYet("none is missing, but one is not ready"),
  });
  const done: CheckState = { state: "answered", byItself: false, answer: passed };
  expect(nextCheck(done, { event: "answered", byItself: true, answer: notYet("x") })).toBe(done);
});

test("a lost line ends only what was running", () => {
  const running = nextCheck(idle, { event: "started", byItself: false, at: 5 });
  expect(nextCheck(running, { event: "line-lost" })).toEqual({ state: "lost" });
  expect(nextCheck(asked, { event: "line-lost" })).toBe(asked);
});

test("a refusal takes the running state back", () => {
  const running = nextCheck(idle, { event: "started", byItself: false, at: 5 });
  expect(nextCheck(running, { event: "refused" })).toEqual(idle);
});

test("output of a check that does not stop printing is bounded, newest kept", () => {
  const running = nextCheck(idle, { event: "started", byItself: false, at: 5 });
  const flooded = nextCheck(nextCheck(running, { event: "output", text: "x".repeat(100_000) }), { event: "output", text: "end" });
  expect(flooded).toMatchObject({ state: "running" });
  expect((flooded as { output: string }).output).toHaveLength(65_536);
  expect((flooded as { output: string }).output.endsWith("end")).toBe(true);
});
