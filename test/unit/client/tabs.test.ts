import { expect, test } from "vitest";
import { freeName, neighbour, plainAfter, seenTabs, tabsOf, tabText, terminalFor } from "../../../client/terminals/tabs.ts";

test("tabs are what is open, then what was just asked for, each once", () => {
  expect(tabsOf(["1", "3"], ["3", "2"])).toEqual(["1", "3", "2"]);
});

test("a new terminal takes the first free number", () => {
  expect(freeName([])).toBe("1");
  expect(freeName(["1", "3"])).toBe("2");
});

test("a lesson's T2 is terminal 2, and no tag is the one in front", () => {
  expect(terminalFor("T2", ["1"], "1")).toBe("2");
  expect(terminalFor(undefined, ["1", "2"], "2")).toBe("2");
  expect(terminalFor(undefined, [], undefined)).toBe("1");
});

test("tabs read as lessons write them", () => {
  expect(tabText("2")).toBe("T2");
  expect(tabText("logs")).toBe("logs");
});

test("when a tab goes, the next one comes to the front, or the one before it", () => {
  expect(neighbour(["1", "2", "3"], "2")).toBe("3");
  expect(neighbour(["1", "2", "3"], "3")).toBe("2");
  expect(neighbour(["1"], "1")).toBeUndefined();
});

test("as many terminals are seen as one wants: those that were in front last, in the order of the tabs", () => {
  const tabs = ["1", "2", "3", "4", "5"];
  expect(seenTabs(tabs, { lately: ["3"], count: 1 })).toEqual(["3"]);
  expect(seenTabs(tabs, { lately: ["3", "1", "5"], count: 2 })).toEqual(["1", "3"]);
  expect(seenTabs(tabs, { lately: ["5"], count: 4 })).toEqual(["1", "2", "3", "5"]);
  expect(seenTabs(["1"], { lately: ["gone", "1"], count: 2 })).toEqual(["1"]);
  expect(seenTabs([], { lately: [], count: 2 })).toEqual([]);
});

test("commands without a tag stay where they were while a machine's terminal is in front", () => {
  const machine = { machine: true };
  const chosen = { machine: false };
  expect(plainAfter("2", { front: "1", plain: "1" }, chosen)).toBe("2");
  expect(plainAfter("2", { front: "1", plain: "1" }, machine)).toBe("1");
  // The keyboard goes into the terminal that the command has brought to the front.
  expect(plainAfter("2", { front: "2", plain: "1" }, chosen)).toBe("1");
  expect(plainAfter("3", { front: "2", plain: "1" }, machine)).toBe("1");
  expect(plainAfter("3", { front: "2", plain: "1" }, chosen)).toBe("3");
});
