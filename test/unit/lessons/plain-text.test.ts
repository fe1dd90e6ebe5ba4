import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { plainText } from "../../../lessons/plain-text.ts";

test.each([
  "plain\n",
  "\u001b[31mred\u001b[0m and \u001b[1;38;5;208mbold\u001b[m",
  "a\u001b[2K\u001b[1Gb\u001b[?25l",
  "\u001b]0;title\u0007text",
  "\u001b]8;;https://example.org\u001b\\link\u001b]8;;\u001b\\",
  "\u001b(Bset",
  "日本語\u001b[32m緑\u001b[0m",
])("%j is shown as Node's own function shows it", (output) => {
  expect(plainText(output)).toBe(stripVTControlCharacters(output));
});

test.each(["\u001b]", "\u001b]8;;", "\u001b[", "\u001b[1;", "\u009b", "\u009d", "\u001b", "\u001b\u001b]x", "\u001b[0 "])("64 KiB of %j keep nobody waiting", (unit) => {
  const began = performance.now();
  plainText(unit.repeat(65_536 / unit.length));
  expect(performance.now() - began).toBeLessThan(1_000);
});
