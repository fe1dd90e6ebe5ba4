import { describe, expect, test } from "vitest";
import { decodePosition, encodePosition, fitPosition } from "../../../../lessons/apps/chat/subscribe/position.ts";

describe("a position as the id of an event", () => {
  test.each([[[0]], [[5, 0, 7]], [[999_999_999_999_999, 1]], [Array.from({ length: 300 }, (_, partition) => partition)]])("comes back as it was", (position) => {
    expect(decodePosition(encodePosition(position))).toEqual(position);
  });

  test.each(["", ".", "5.", ".5", "5..6", "-1", "5,6", "0x5", "5.a", "1e3", " 5", "5\n", "9999999999999999", "1.".repeat(10_000) + "1"])("%j is none", (text) => {
    expect(decodePosition(text)).toBeUndefined();
  });

  test("fits a topic that has got more partitions, or is another with fewer", () => {
    expect(fitPosition([5, 7], 4)).toEqual([5, 7, 0, 0]);
    expect(fitPosition([5, 7, 9], 2)).toEqual([5, 7]);
  });
});
