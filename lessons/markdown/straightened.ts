import { indentOf, itemsBehind, without } from "./columns.ts";
import { commandBlocks } from "./command-blocks.ts";
import { fenceEnd, fenceTicks } from "./fence-lines.ts";
import { parted } from "./parted.ts";

/** The markdown of authors who wrote for a more forgiving reader: parts that fold, commands of several lines within a line, blocks of code that stand too far in, and files' blocks that do not stand far enough in. */
export function straightened(markdown: string): string {
  return inTheirItems(parted(commandBlocks(opened(markdown))));
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

const fileBlockBegin = /<pre\s[^>]*?class\s*=\s*["']?file\b/i;
const codeInLine = /(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g;

/**
 * A block of code that stands further in than the item of a list it belongs to would be no block there: it is moved out to the item's text.
 * Outside of lists only one with an action is moved: it was meant to be one. A file's block is moved in (file-block.ts knows it): its
 * lines, which authors write from the first column, would end the item.
 */
function inTheirItems(markdown: string): string {
  if (!/^(?: {4}|\t| {0,3}\t)[ \t]*(?:```|~~~)/m.test(markdown) && !fileBlockBegin.test(markdown)) return markdown;
  const lines = markdown.split("\n");
  let items: number[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    const indent = indentOf(line);
    const ticks = fenceTicks(line);
    if (ticks) {
      const end = fenceEnd(lines, at, ticks);
      const inside = items.findLast((item) => item <= indent) ?? 0;
      if (indent - inside > 3 && (inside > 0 || /\}\}[ \t]*$/.test(lines[end] ?? ""))) for (let n = at; n <= Math.min(end, lines.length - 1); n++) lines[n] = without(lines[n]!, indent - inside);
      at = end;
    } else {
      items = itemsBehind(line, items);
      const begin = fileBlockIn(line);
      if (begin >= 0) at = onLinesOfItsOwn(lines, { at, begin, inside: items.at(-1) ?? 0 });
    }
  }
  return lines.join("\n");
}

/** Puts the file's block that begins in line `at` on lines of its own, so far in as its item's text. Returns the line that it ends in; it is left alone where it never ends. */
function onLinesOfItsOwn(lines: string[], { at, begin, inside }: { at: number; begin: number; inside: number }): number {
  const first = lines[at]!;
  const end = first.includes("</pre>", begin) ? at : lines.findIndex((line, n) => n > at && line.includes("</pre>"));
  if (end < 0) return at;
  const indent = " ".repeat(inside);
  const before = first.slice(0, begin);
  if (before.trim() !== "") lines[at] = `${before.trimEnd()}\n\n${indent}${first.slice(begin)}`;
  const standsOut = (line: string): boolean => indentOf(line) < inside;
  if (lines.slice(at + 1, end).some((line) => line.trim() !== "" && standsOut(line))) for (let n = at + 1; n < end; n++) lines[n] = indent + lines[n]!;
  if (end > at && standsOut(lines[end]!)) lines[end] = indent + lines[end]!;
  // What follows the block is a text of its own.
  lines[end] = lines[end]!.replace(/(<\/pre>)\s*(\S.*)$/, `$1\n\n${indent}$2`);
  return end;
}

/** Where in a line a file's block begins, -1 when none does: in backticks it is talked about, not meant. */
function fileBlockIn(line: string): number {
  if (!fileBlockBegin.test(line)) return -1;
  const begin = line.replace(codeInLine, (code) => " ".repeat(code.length)).search(fileBlockBegin);
  return line.slice(0, Math.max(begin, 0)).replace(codeInLine, "").includes("`") ? -1 : begin;
}
