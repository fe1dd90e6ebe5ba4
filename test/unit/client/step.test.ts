import { expect, test } from "vitest";
import { typedText } from "../../../client/step/command.ts";
import { outlineLevels } from "../../../client/step/outline.ts";

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
