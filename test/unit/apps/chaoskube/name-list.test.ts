import { expect, test } from "vitest";
import { admits, nameListOf } from "../../../../lessons/apps/chaoskube/selection/name-list.ts";
import { parseSelector } from "../../../../lessons/apps/chaoskube/selection/parse-selector.ts";

test.each([
  ["", ["default"], true],
  ["default,testing", ["testing"], true],
  ["default,testing", ["kafka"], false],
  ["!kube-system,!production", ["kafka"], true],
  ["!kube-system,!production", ["production"], false],
  ["default,!default", ["default"], false],
  ["default,!testing", ["kafka"], false],
  ["StatefulSet", ["StatefulSet"], true],
  ["StatefulSet", [], false],
  ["!DaemonSet", [], true],
  ["!DaemonSet", ["DaemonSet"], false],
])("%j and the names %j: %s", (text, names, expected) => {
  expect(admits(nameListOf(parseSelector(text)), names)).toBe(expected);
});

test("only names are conditions here", () => {
  expect(() => nameListOf(parseSelector("a=b"))).toThrow("unsupported operator: =");
});
