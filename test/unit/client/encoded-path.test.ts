import { expect, test } from "vitest";
import { encodedPath } from "../../../client/step/encoded-path.ts";

test.each([
  ["/", "/"],
  ["/日本?名=値", "/%E6%97%A5%E6%9C%AC?%E5%90%8D=%E5%80%A4"],
  ["/%E6%97%A5", "/%E6%97%A5"],
  ["/a b", "/a%20b"],
  ["/a%20b", "/a%20b"],
  ["/v2/one%2Ftwo?color=%23fff&next=%3F", "/v2/one%2Ftwo?color=%23fff&next=%3F"],
  ["/日%2f本", "/%E6%97%A5%2f%E6%9C%AC"],
  ["/100%", "/100%25"],
  ["/100%25", "/100%25"],
  ["/%2523", "/%2523"],
  ["/\ud800", "/%EF%BF%BD"],
])("the path %s is asked for as %s", (written, asked) => {
  expect(encodedPath(written)).toBe(asked);
});
