/** How far in a line stands, in columns: a tab goes to the next multiple of four. */
export function indentOf(line: string): number {
  return columnsOf(/^[ \t]*/.exec(line)![0]);
}

/** A line with so many columns less of blanks in front. */
export function without(line: string, columns: number): string {
  const blanks = /^[ \t]*/.exec(line)![0];
  return " ".repeat(Math.max(0, columnsOf(blanks) - columns)) + line.slice(blanks.length);
}

/** What an item of a list begins with. */
export const itemBegin = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+/;

const marker = /^([ \t]*)(?:[-*+]|\d{1,9}[.)])([ \t]+)\S/;

/** Where the texts of the list items begin that are open behind a line, the innermost last, given those that were open before it. */
export function itemsBehind(line: string, items: readonly number[]): number[] {
  const [, before, gap] = marker.exec(line) ?? [];
  if (before === undefined || gap === undefined) return line.trim() === "" ? [...items] : items.filter((item) => item <= indentOf(line));
  const indent = columnsOf(before);
  return [...items.filter((item) => item <= indent), indent + line.trimStart().search(/[ \t]/) + Math.min(columnsOf(gap), 4)];
}

function columnsOf(blanks: string): number {
  return [...blanks].reduce((columns, blank) => (blank === "\t" ? columns + 4 - (columns % 4) : columns + 1), 0);
}
