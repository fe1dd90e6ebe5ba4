/** A text in two parts: YAML between two lines of `---`, and markdown. */
export interface FrontMatter {
  yaml: string;
  body: string;
  /** Line of the file on which the body begins, from 1; the YAML begins on line 2. */
  bodyLine: number;
}

/** Splits a text at its front matter; undefined where it has none. */
export function frontMatter(text: string): FrontMatter | undefined {
  if (!/^---[ \t]*\n/.test(text)) return undefined;
  const lines = text.split("\n");
  const end = lines.findIndex((line, n) => n > 0 && line.trimEnd() === "---");
  if (end < 0) return undefined;
  return { yaml: lines.slice(1, end).join("\n"), body: lines.slice(end + 1).join("\n"), bodyLine: end + 2 };
}
