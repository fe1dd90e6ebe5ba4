import { expect, test } from "vitest";
import { timesTable } from "../../../scripts/images/times-table.ts";

test("where the time of a build went: longest first, and the total", () => {
  const made = { recipes: [{ name: "base", seconds: 2.6 }, { name: "go-kubernetes", seconds: 505.7 }, { name: "debian", seconds: 92.4 }], seconds: 515 };
  expect(timesTable(made).split("\n")).toEqual(["   505.7 s  go-kubernetes", "    92.4 s  debian", "     2.6 s  base", "   600.7 s  in all; 8.6 min by the clock, two at a time"]);
});
