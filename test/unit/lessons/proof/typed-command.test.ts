import { expect, test } from "vitest";
import { typedText } from "../../../../client/step/command.ts";
import { commandText } from "../../../../client/terminal/command-text.ts";
import { typedCommand, typedKeys } from "../../../../lessons/proof/typed-command.ts";

const commands = ["ls", "a\nb", "a\r\nb\n\n", "", "\u0003", "\u0003\u0004", "tab\there", "\u001b[201~rm -rf /\r", "x".repeat(9), "日本語\u0085\n終わり"];

test("commands and keys are typed exactly as the page types them", () => {
  for (const command of commands) {
    for (const bracketed of [true, false]) expect(typedCommand(command, bracketed)).toBe(commandText(command, bracketed));
    expect(typedKeys(command)).toBe(typedText(command));
  }
});
