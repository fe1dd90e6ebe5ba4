/** The backticks or tildes of a line that begins a block of code, be it the first of a list's item; undefined for every other line. With an action they end one. */
export function fenceTicks(line: string): string | undefined {
  return /^[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}(?!`)|~{3,}(?!~))(?!\{\{)[^`]*$/.exec(line)?.[1];
}

/** The line that ends the block which begins on this one; the number of lines when none does. */
export function fenceEnd(lines: readonly string[], begin: number, ticks: string): number {
  for (let at = begin + 1; at < lines.length; at++) {
    const text = lines[at]!.trim();
    if (text.startsWith(ticks) && /^[`~]+[ \t]*(?:\{\{[^{}]*\}\}.*)?$/.test(text)) return at;
    if (text.includes(`${ticks}{{`)) return at;
  }
  return lines.length;
}
