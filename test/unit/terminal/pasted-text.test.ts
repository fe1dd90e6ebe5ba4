import { expect, test } from "vitest";
import { pastedText } from "../../../client/terminal/pasted-text.ts";

test.each([
  ["one line", "ls -l", "ls -l"],
  ["lines of every system", "a\r\nb\nc\rd", "a\rb\rc\rd"],
  ["tabs and Japanese stay", "\tへ", "\tへ"],
  ["no way out of the brackets", "a\u001b[201~b\u009b201~\u0003", "a[201~b201~"],
])("%s", (_name, text, sent) => {
  expect(pastedText(text, false)).toBe(sent);
  expect(pastedText(text, true)).toBe(`\u001b[200~${sent}\u001b[201~`);
});
