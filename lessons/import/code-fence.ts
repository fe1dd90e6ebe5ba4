/** A line of markdown, or a whole block of code in it. */
export type MarkdownPiece = { kind: "line"; text: string; line: number } | CodeFence;

/** A fenced block of code. */
export interface CodeFence {
  kind: "fence";
  /** What stands before the fence: blanks, where it belongs to a list. */
  indent: string;
  /** What stands behind its ticks, e.g. `bash,run`. */
  info: string;
  /** The code without the fence's indentation. */
  code: string;
  /** Line on which it begins. */
  line: number;
  /** As it was written; for a block that is left as it is. */
  raw: string;
}

const opening = /^([ \t]{0,40})(`{3,}|~{3,})([^`]*)$/;

/** Takes markdown apart into lines and blocks of code, so that nothing inside code is taken for text; lines count from `firstLine`. */
export function* markdownPieces(markdown: string, firstLine = 1): Generator<MarkdownPiece> {
  const lines = markdown.split("\n");
  for (let at = 0; at < lines.length; at++) {
    const text = lines[at] as string;
    const [, indent, ticks, info = ""] = opening.exec(text) ?? [];
    const end = indent === undefined || ticks === undefined ? -1 : closing(lines, at, ticks);
    if (end < 0) {
      yield { kind: "line", text, line: firstLine + at };
      continue;
    }
    const code = lines.slice(at + 1, end).map((line) => (line.startsWith(indent!) ? line.slice(indent!.length) : line.trimStart())).join("\n");
    yield { kind: "fence", indent: indent!, info: info.trim(), code, line: firstLine + at, raw: lines.slice(at, end + 1).join("\n") };
    at = end;
  }
}

/** A block of code in markdown of ours, with an action directly behind it; its fence is longer than any inside it. */
export function codeFence(code: string, { indent = "", language = "", action }: { indent?: string; language?: string; action?: string | undefined } = {}): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const ticks = "`".repeat(longest + 1);
  return [`${ticks}${language}`, ...code.split("\n"), `${ticks}${action === undefined ? "" : `{{${action}}}`}`].map((line) => (line === "" ? "" : indent + line)).join("\n");
}

function closing(lines: readonly string[], begin: number, ticks: string): number {
  for (let at = begin + 1; at < lines.length; at++) {
    const text = (lines[at] as string).trim();
    if (text.startsWith(ticks) && text === ticks[0]!.repeat(text.length)) return at;
  }
  return -1;
}
