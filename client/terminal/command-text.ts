/**
 * A lesson's command as it is typed: line ends become Enter, every other control byte is dropped, and Enter follows. Where the program takes
 * bracketed paste, several lines go in one paste, so that the first command cannot swallow the others as its input.
 */
export function commandText(command: string, bracketedPaste: boolean): string {
  const lines = command
    .replace(/\r\n?/g, "\n")
    .split("\n")
    .map((line) => line.replace(/[\u0000-\u001f\u007f-\u009f]/g, ""));
  while (lines.length > 1 && lines.at(-1) === "") lines.pop();
  const text = lines.join("\r");
  return bracketedPaste && lines.length > 1 ? `\u001b[200~${text}\u001b[201~\r` : `${text}\r`;
}
