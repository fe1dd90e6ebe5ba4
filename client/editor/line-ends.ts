/** The editor knows one kind of line end; a file that has the other one everywhere gets it back when it is saved. */
export type LineEnd = "\n" | "\r\n";

/** The line end that all lines of this text have; `\n` when they differ. */
export function lineEndOf(text: string): LineEnd {
  return text.includes("\r\n") && !/(?<!\r)\n|\r(?!\n)/.test(text) ? "\r\n" : "\n";
}

/** The text with one kind of line end. */
export function withLineEnd(text: string, end: LineEnd): string {
  return text.replace(/\r\n?|\n/g, end);
}
