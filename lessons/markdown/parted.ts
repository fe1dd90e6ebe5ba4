import { fenceEnd, fenceTicks } from "./fence-lines.ts";

const loneTag = /^ {0,3}<\/?(?:br|hr|p|div|center|summary|details)\b[^<>]*>[ \t]*$/i;

/** The markdown with an empty line between a line that is only a tag and a block of code below it: without one, the code would be read as HTML up to the next empty line. */
export function parted(markdown: string): string {
  if (!/>[ \t]*\n {0,3}(?:```|~~~)/.test(markdown)) return markdown;
  const lines = markdown.split("\n");
  const parts: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const ticks = fenceTicks(lines[at]!);
    if (ticks && loneTag.test(lines[at - 1] ?? "")) parts.push("");
    // What looks like a tag inside of code is code.
    const end = ticks ? Math.min(fenceEnd(lines, at, ticks), lines.length - 1) : at;
    parts.push(...lines.slice(at, end + 1));
    at = end;
  }
  return parts.join("\n");
}
