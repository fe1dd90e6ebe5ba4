/** The markdown of authors who wrote for a more forgiving reader: parts that fold, and blocks of code that stand too far in. */
export function straightened(markdown: string): string {
  return movedOut(opened(markdown));
}

/** Markdown inside `<details>` is only read as such between empty lines; authors forget them. Fenced code stays as it is. */
function opened(markdown: string): string {
  if (!/<\/?details/i.test(markdown)) return markdown;
  return markdown.replace(
    /(^ {0,3}(`{3,}(?!`|\{\{)|~{3,}(?!~|\{\{))[\s\S]*?(?:\n {0,3}\2[^\n]*$|\2\{\{[^{}\n]*\}\}[ \t]*$))|(<\/summary>)[ \t]*(?:\n(?!\n)|(?=[^\s<]))|(^[ \t]*<details\b[^<>\n]*>)[ \t]*\n(?=[^\n])(?![ \t]*<summary)|((?<=[^\n])\n)?([ \t]*<\/details>)([ \t]*\n(?=[^\n]))?/gim,
    (raw, fenced?: string, _ticks?: string, summary?: string, begin?: string, before?: string, end?: string, after?: string) => {
      if (fenced !== undefined) return fenced;
      if (end !== undefined) return `${before ? "\n\n" : ""}${end}${after ? "\n\n" : ""}`;
      return (summary ?? begin) === undefined ? raw : `${summary ?? begin}\n\n`;
    },
  );
}

const marker = /^([ \t]*)(?:[-*+]|\d{1,9}[.)])([ \t]+)\S/;
const fenceLine = /^[ \t]*(`{3,}|~{3,})[^`]*$/;

/** A block of code that stands further in than the item of a list it belongs to would be no block there: it is moved out to the item's text. Outside of lists only one with an action is moved: it was meant to be one. */
function movedOut(markdown: string): string {
  if (!/^(?: {4}|\t| {0,3}\t)[ \t]*(?:```|~~~)/m.test(markdown)) return markdown;
  const lines = markdown.split("\n");
  let items: number[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    const indent = width(/^[ \t]*/.exec(line)![0]);
    const ticks = fenceLine.exec(line)?.[1];
    if (ticks) {
      const end = closing(lines, at, ticks);
      const inside = items.findLast((item) => item <= indent) ?? 0;
      if (indent - inside > 3 && (inside > 0 || /\}\}[ \t]*$/.test(lines[end] ?? ""))) for (let n = at; n <= Math.min(end, lines.length - 1); n++) lines[n] = without(lines[n]!, indent - inside);
      at = end;
    } else {
      const [, before, gap] = marker.exec(line) ?? [];
      if (before !== undefined && gap !== undefined) items = [...items.filter((item) => item <= width(before)), indent + line.trimStart().search(/[ \t]/) + Math.min(width(gap), 4)];
      else if (line.trim() !== "") items = items.filter((item) => item <= indent);
    }
  }
  return lines.join("\n");
}

function closing(lines: readonly string[], begin: number, ticks: string): number {
  for (let at = begin + 1; at < lines.length; at++) {
    const text = lines[at]!.trim();
    if (text.startsWith(ticks) && /^[`~]+[ \t]*(?:\{\{[^{}]*\}\})?$/.test(text)) return at;
    if (text.includes(`${ticks}{{`)) return at;
  }
  return lines.length;
}

/** Columns of blanks, a tab going to the next multiple of four. */
function width(blanks: string): number {
  return [...blanks].reduce((columns, blank) => (blank === "\t" ? columns + 4 - (columns % 4) : columns + 1), 0);
}

/** A line with so many columns less of blanks in front. */
function without(line: string, columns: number): string {
  const blanks = /^[ \t]*/.exec(line)![0];
  return " ".repeat(Math.max(0, width(blanks) - columns)) + line.slice(blanks.length);
}
