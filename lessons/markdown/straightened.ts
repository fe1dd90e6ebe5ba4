import { indentOf, itemBegin, itemsBehind, without } from "./columns.ts";
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
 * Outside of lists only one with an action is moved: it was meant to be one. Its lines that do not stand as far in as the item are moved in, and so is a file's block (file-block.ts knows it):
 * what authors write from the first column would end the item.
 */
function inTheirItems(markdown: string): string {
  if (!/^[ \t]+(?:```|~~~)/m.test(markdown) && !fileBlockBegin.test(markdown)) return markdown;
  const lines = markdown.split("\n");
  let items: number[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    const ticks = fenceTicks(line);
    if (!ticks || itemBegin.test(line)) items = itemsBehind(line, items);
    if (ticks) {
      const end = fenceEnd(lines, at, ticks);
      const indent = itemBegin.test(line) ? items.at(-1)! : indentOf(line);
      const inside = items.findLast((item) => item <= indent) ?? 0;
      if (inside > 0) intoItem(lines, { begin: at, end, inside, indent });
      if (indent - inside > 3 && (inside > 0 || /\}\}[ \t]*$/.test(lines[end] ?? ""))) for (let n = at; n <= Math.min(end, lines.length - 1); n++) lines[n] = without(lines[n]!, indent - inside);
      at = end;
    } else {
      const begin = fileBlockIn(line);
      if (begin >= 0) at = onLinesOfItsOwn(lines, { at, begin, inside: items.at(-1) ?? 0 });
    }
  }
  return lines.join("\n");
}

/** Moves the lines of a fence that stand out of its item into it: all of them where the code begins further out, else each by itself, such as the end of a here document. */
function intoItem(lines: string[], { begin, end, inside, indent }: { begin: number; end: number; inside: number; indent: number }): void {
  const standsOut = (line: string): boolean => line.trim() !== "" && indentOf(line) < inside;
  // A fence in the first column that says nothing may as well begin the next block.
  if (end >= lines.length || (standsOut(lines[end]!) && !/\}\}[ \t]*$/.test(lines[end]!))) return;
  if (neverEnds(lines, begin, end)) return;
  const glued = !/^[`~]/.test(lines[end]!.trim());
  const code = lines.slice(begin + 1, glued ? end + 1 : end).filter((line) => line.trim() !== "");
  const least = code.reduce((columns, line) => Math.min(columns, indentOf(line)), inside);
  const together = code[0] !== undefined && standsOut(code[0]);
  for (let at = begin + 1; at <= end; at++) {
    const line = lines[at]!;
    if (together && line.trim() !== "" && (at < end || glued)) lines[at] = " ".repeat(indent - least) + line;
    else if (standsOut(line)) lines[at] = " ".repeat(indent) + line.trimStart();
  }
}

/** Whether what seems to end a block is rather the next one's: another begins in between, or it is what an action is behind the end of. */
function neverEnds(lines: readonly string[], begin: number, end: number): boolean {
  const isFence = (line: string): boolean => /^[ \t]*(?:`{3}|~{3})/.test(line);
  for (let at = begin + 1; at < end; at++) if (isFence(lines[at]!)) return true;
  if (/\}\}[ \t]*$/.test(lines[end]!)) return false;
  let next = end + 1;
  while (next < lines.length && !isFence(lines[next]!)) next++;
  return /^[ \t]*[`~]+\{\{/.test(lines[next] ?? "");
}

/** Puts the file's block that begins in line `at` on lines of its own, so far in as its item's text. Returns the line that it ends in; it is left alone where it never ends. */
function onLinesOfItsOwn(lines: string[], { at, begin, inside }: { at: number; begin: number; inside: number }): number {
  const first = lines[at]!;
  const end = first.includes("</pre>", begin) ? at : lines.findIndex((line, n) => n > at && line.includes("</pre>"));
  if (end < 0) return at;
  const indent = " ".repeat(inside);
  const before = first.slice(0, begin);
  const column = before.trim() === "" ? Math.max(inside, indentOf(first)) : inside;
  if (before.trim() !== "") lines[at] = `${before.trimEnd()}\n\n${indent}${first.slice(begin)}`;
  const standsOut = (line: string): boolean => indentOf(line) < inside;
  if (lines.slice(at + 1, end).some((line) => line.trim() !== "" && standsOut(line))) for (let n = at + 1; n < end; n++) lines[n] = " ".repeat(column) + lines[n]!;
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
