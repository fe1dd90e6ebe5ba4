import { expect, test } from "vitest";
import { LiveOutput } from "../../../server/workshop/live-output.ts";

test("what is printed in 10,000 pieces is told in a few, whole and in order, and the rest at the end", async () => {
  const told: string[] = [];
  const pieces = Array.from({ length: 10_000 }, (_, index) => `${index}\n`);
  {
    using live = new LiveOutput((text) => told.push(text));
    for (const piece of pieces.slice(0, 5_000)) live.push(piece);
    await expect.poll(() => told.length, { timeout: 20_000 }).toBe(1);
    for (const piece of pieces.slice(5_000)) live.push(piece);
    expect(told).toHaveLength(1);
  }
  expect(told).toHaveLength(2);
  expect(told.join("")).toBe(pieces.join(""));
});
