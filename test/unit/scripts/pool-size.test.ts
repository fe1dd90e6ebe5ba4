import { expect, test } from "vitest";
import { poolSize } from "../../../scripts/preparation/open-pool.ts";

const gigabyte = 2 ** 30;

test.each([
  ["memory bounds it: one for each GiB beside two", { memory: 8 * gigabyte, cpus: 8 }, { capacity: 6, reserve: 2 }],
  ["processors bound it: eight each", { memory: 256 * gigabyte, cpus: 2 }, { capacity: 16, reserve: 2 }],
  ["the smallest machine carries one, and keeps no more than it carries", { memory: 2 * gigabyte, cpus: 1 }, { capacity: 1, reserve: 1 }],
])("%s", (_name, machine, size) => {
  expect(poolSize({}, machine)).toEqual(size);
});

test("what was said counts; a reserve larger than the capacity does not", () => {
  const machine = { memory: 8 * gigabyte, cpus: 8 };
  expect(poolSize({ capacity: 30, reserve: 5 }, machine)).toEqual({ capacity: 30, reserve: 5 });
  expect(poolSize({ capacity: 2, reserve: 5 }, machine)).toEqual({ capacity: 2, reserve: 2 });
  expect(poolSize({ reserve: 0 }, machine)).toEqual({ capacity: 6, reserve: 0 });
});
