import { indentOf, itemBegin, itemsBehind } from "./columns.ts";
import { fenceEnd, fenceTicks } from "./fence-lines.ts";
import { htmlBegin } from "./html-lines.ts";

/** A tag alone in its line begins a block of HTML, whatever it is called. */
const loneTag = /^<\/?[a-z][^<>]*>$/i;
const fileBlock = /^[ \t]*<pre\s[^>]*?class\s*=\s*["']?file\b/i;
/** What is read up to its own end, and not up to an empty line. */
const inert: readonly [begin: RegExp, end: RegExp][] = [
  [/^<(?:pre|script|style|textarea)(?=[\s>]|$)/i, /<\/(?:pre|script|style|textarea)>/i],
  [/^<!--/, /-->/],
];

/** The markdown with an empty line between HTML and a block of code or of a file below it: without one, they would be HTML, too, up to the next empty line. */
export function parted(markdown: string): string {
  if (!/<[a-z/]/i.test(markdown)) return markdown;
  const lines = markdown.split("\n");
  const parts: string[] = [];
  let html = false;
  let items: number[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    const text = line.replace(itemBegin, "").trim();
    const ticks = fenceTicks(line);
    if (!ticks || itemBegin.test(line)) items = itemsBehind(line, items);
    // What looks like a tag inside of code is code.
    const end = ticks ? fenceEnd(lines, at, ticks) : endOfInert(lines, { at, text });
    // Further in it is a block only with an action (straightened.ts).
    const block = (ticks && /\}\}[ \t]*$/.test(lines[end!] ?? "")) || ((ticks || fileBlock.test(line)) && isBlockAt(indentOf(line), items));
    if (html && block) parts.push("");
    if (end !== undefined) {
      while (at < Math.min(end, lines.length - 1)) parts.push(lines[at++]!);
      html = false;
    } else html = text !== "" && (html || htmlBegin.test(text) || loneTag.test(text));
    const open = html && !ticks ? endOfCodeWithin(lines, at) : at;
    while (at < open) parts.push(lines[at++]!);
    parts.push(lines[at]!);
  }
  return parts.join("\n");
}

/** The line that ends the code which begins behind HTML in line `at`; that line itself when none does. */
function endOfCodeWithin(lines: readonly string[], at: number): number {
  if ((lines[at]!.match(/```/g) ?? []).length % 2 === 0) return at;
  let end = at + 1;
  while (end < lines.length && !lines[end]!.includes("```")) end++;
  return end < lines.length ? end : at;
}

function isBlockAt(indent: number, items: readonly number[]): boolean {
  return indent - (items.findLast((item) => item <= indent) ?? 0) <= 3;
}

/** The line that ends a comment, or a block of text as it stands, which begins in line `at`; undefined when none begins there. */
function endOfInert(lines: readonly string[], { at, text }: { at: number; text: string }): number | undefined {
  const [, end] = inert.find(([begin]) => begin.test(text)) ?? [];
  if (!end) return undefined;
  let last = at;
  while (last < lines.length && !end.test(lines[last]!)) last++;
  return last;
}
