import { expect, test } from "vitest";
import { commandText } from "../../../client/terminal/command-text.ts";

test("a command is typed as it is, with Enter", () => {
  expect(commandText("kubectl get pods", true)).toBe("kubectl get pods\r");
  expect(commandText("echo 日本 👍\n", false)).toBe("echo 日本 👍\r");
});

test("control bytes are dropped: no escape sequence, no tab completion, no interrupt", () => {
  expect(commandText("a\u0003b\u001b[201~c\td\u007fe\u009b1mf\u0000", true)).toBe("ab[201~cde1mf\r");
});

test("several lines are one paste where the program takes it, else one Enter each", () => {
  expect(commandText("one\r\ntwo\n\n", true)).toBe("\u001b[200~one\rtwo\u001b[201~\r");
  expect(commandText("one\ntwo", false)).toBe("one\rtwo\r");
});
