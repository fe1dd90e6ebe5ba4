import { parseAction } from "./action-body.ts";
import { indentOf, itemBegin, itemsBehind, without } from "./columns.ts";
import { fenceEnd, fenceTicks } from "./fence-lines.ts";
import { htmlBegin } from "./html-lines.ts";

/** Around the blocks: longer than authors write them, so that whoever looks for a line of theirs in the author's text finds none that is another's. */
const fence = "~".repeat(9);

const heading = /^#{1,6}(?:\s|$)/;
/** What begins a block below a paragraph: a heading, a quotation, a line, a list, code. */
const blockBegin = /^(?:#{1,6}(?:\s|$)|>|(?:=+|-+)\s*$|(?:(?:\*\s*){3,}|(?:_\s*){3,}|(?:-\s*){3,})$|(?:[-*+]|1[.)])\s+\S|`{3,}[^`]*$|~{3,})/;
const preBegin = /^[^`]*<pre\b/i;
const anyItem = /^\d{1,9}[.)]\s/;
/** The code's end: as many backticks, and an action. */
const codeEnd = /^([^`]*)(`{1,2})\{\{([^{}\n]*)\}\}(.*)$/;

/**
 * Commands of several lines between backticks, with an action, of which a line would begin another block (`- name: a`, `# comment`) or is empty:
 * the backticks would be in two blocks and mean nothing. They become a block of code.
 */
export function commandBlocks(markdown: string): string {
  if (!markdown.includes("`{{")) return markdown;
  const lines = markdown.split("\n");
  const lastPreEnd = lines.findLastIndex((line) => line.includes("</pre>"));
  const done: string[] = [];
  let items: number[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at]!;
    const ticks = fenceTicks(line);
    if (!ticks || itemBegin.test(line)) items = itemsBehind(line, items);
    const inside = items.at(-1) ?? 0;
    const asItIs = ticks ? fenceEnd(lines, at, ticks) + 1 : at <= lastPreEnd && preBegin.test(line) ? preEnd(lines, at) + 1 : undefined;
    const end = asItIs ?? paragraphEnd(lines, at, inside);
    const block = asItIs === undefined ? commandFrom(lines, { at, end, inside }) : undefined;
    if (!block) {
      while (at < Math.min(end, lines.length)) done.push(lines[at++]!);
      continue;
    }
    while (at < block.begin) done.push(lines[at++]!);
    for (const written of block.lines) done.push(written);
    // What is behind it is read on its own.
    at = block.rest === undefined ? block.end + 1 : block.end;
    if (block.rest !== undefined) lines[at] = block.rest;
  }
  return done.join("\n");
}

function preEnd(lines: readonly string[], begin: number): number {
  let at = begin;
  while (!lines[at]!.includes("</pre>")) at++;
  return at;
}

/** The line behind a piece of text in which backticks find each other. */
function paragraphEnd(lines: readonly string[], begin: number, inside: number): number {
  const first = lines[begin]!.trim();
  if (first === "" || heading.test(first)) return begin + 1;
  let at = begin + 1;
  while (at < lines.length && lines[at]!.trim() !== "" && (htmlBegin.test(first) || !beginsBlock(lines[at]!, inside))) at++;
  return at;
}

function beginsBlock(line: string, inside: number): boolean {
  const indent = indentOf(line);
  if (indent - (indent < inside ? 0 : inside) > 3) return false;
  const text = line.trim();
  return blockBegin.test(text) || htmlBegin.test(text) || (inside > 0 && (anyItem.test(text) || /^<[a-z].*>/i.test(text)));
}

interface CommandBlock {
  /** The lines that it was written in, both of them included. */
  begin: number;
  end: number;
  lines: string[];
  rest?: string;
}

/** The command that begins with the last backticks of a paragraph and ends below it. */
function commandFrom(lines: readonly string[], { at, end, inside }: { at: number; end: number; inside: number }): CommandBlock | undefined {
  const text = lines.slice(at, end).join("\n");
  const open = openTicks(text);
  if (!open || /^\s*(?:(?:[-*+]|\d{1,9}[.)])\s+)*>/.test(text)) return undefined;
  let last = end;
  while (last < lines.length && !lines[last]!.includes("`")) last++;
  const [, code = "", ticks, body, behind = ""] = codeEnd.exec(lines[last] ?? "") ?? [];
  if (ticks !== open.ticks || !parseAction(body)) return undefined;
  const indent = " ".repeat(inside);
  const [first = "", ...more] = [...text.slice(open.at + ticks.length).split("\n"), ...lines.slice(end, last), code];
  // What stands out of its item was written from the first column: it keeps its own indentation.
  const least = more.reduce((columns, line) => (line.trim() === "" ? columns : Math.min(columns, indentOf(line))), inside);
  const command = [first, ...more.map((line) => without(line, least))].join("\n").trim();
  if (command === "" || command.includes(fence)) return undefined;
  const begin = at + text.slice(0, open.at).split("\n").length - 1;
  const before = text.slice(text.lastIndexOf("\n", open.at) + 1, open.at);
  const opening = before.trim() !== "" && before.replace(itemBegin, "") === "" ? [before + fence] : before.trim() === "" ? [indent + fence] : [before.trimEnd(), "", indent + fence];
  const rest = /^[\s.。]*$/.test(behind) ? undefined : indent + behind.trimStart();
  return { begin, end: last, lines: [...opening, ...command.split("\n").map((line) => line && indent + line), `${indent}${fence}{{${body}}}`, ...(rest === undefined ? [] : [""])], ...(rest !== undefined && { rest }) };
}

/** One or two backticks, the last of a paragraph, that no others of it close: backticks are paired from left to right. */
function openTicks(text: string): { ticks: string; at: number } | undefined {
  const runs = [...text.matchAll(/`+/g)].map(({ 0: ticks, index }) => ({ ticks, at: index }));
  const last = runs.at(-1);
  if (!last || last.ticks.length > 2) return undefined;
  const closing: (number | undefined)[] = [];
  const seen = new Map<number, number>();
  for (let n = runs.length - 1; n >= 0; n--) {
    const { length } = runs[n]!.ticks;
    closing[n] = seen.get(length);
    seen.set(length, n);
  }
  for (let n = 0; n < runs.length; n++) {
    if (escaped(text, runs[n]!.at)) continue;
    if (closing[n] === undefined && runs[n] === last) return last;
    n = closing[n] ?? n;
  }
  return undefined;
}

function escaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text[at - 1 - slashes] === "\\") slashes++;
  return slashes % 2 === 1;
}
