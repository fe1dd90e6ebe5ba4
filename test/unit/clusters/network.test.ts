import { expect, test } from "vitest";
import { AddressesExhausted, defaultAddressRange, parseRange } from "../../../clusters/network.ts";

test("a range is cut into networks of eight addresses, from its own beginning on", () => {
  expect(parseRange("10.213.0.0/16")).toEqual({ first: ((10 * 256 + 213) * 256 + 0) * 256, count: 8192 });
  expect(parseRange("192.168.7.77/24")).toEqual(parseRange("192.168.7.0/24"));
  expect(parseRange("10.0.0.8/29")).toEqual({ first: 10 * 2 ** 24 + 8, count: 1 });
  expect(parseRange("255.0.0.0/8")).toEqual({ first: 255 * 2 ** 24, count: 2 ** 21 });
  expect(parseRange(defaultAddressRange).count).toBeGreaterThan(1000);
});

test.each(["", "10.0.0.0", "10.0.0.0/30", "10.0.0.0/7", "10.0.0.256/16", "fd00::/64", "10.0.0.0/16 ", "10.0.0.0/1x"])("%j is no range, and the error says what one looks like", (range) => {
  expect(() => parseRange(range)).toThrow(RangeError);
  expect(() => parseRange(range)).toThrow(defaultAddressRange);
});

test("a range without a free network is told with the remedy", () => {
  expect(new AddressesExhausted("10.1.0.0/29").message).toMatch(/10\.1\.0\.0\/29.*--addresses/);
});
