/**
 * A lesson's command as the page types it (client/terminal/command-text.ts, which a test holds this to): line ends become Enter, every other
 * control byte is dropped, and Enter follows; several lines go in one bracketed paste where the program takes it.
 */
export function typedCommand(command: string, bracketedPaste: boolean): string {
  const lines = command
    .replace(/\r\n?/g, "\n")
    .split("\n")
    .map((line) => line.replace(/[\u0000-\u001f\u007f-\u009f]/g, ""));
  while (lines.length > 1 && lines.at(-1) === "") lines.pop();
  const text = lines.join("\r");
  return bracketedPaste && lines.length > 1 ? `\u001b[200~${text}\u001b[201~\r` : `${text}\r`;
}

/** Keys without Enter as the page types them (client/step/command.ts). */
export function typedKeys(command: string): string {
  if (/^[\x01-\x1f]{1,8}$/.test(command)) return command;
  return command.replaceAll(/[\r\n\t]+/g, " ").replaceAll(/[\x00-\x1f\x7f-\x9f]/g, "");
}
