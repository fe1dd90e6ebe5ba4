import { readFileSync } from "node:fs";

/** A fenced block of code. */
export interface CodeBlock {
  language: string;
  code: string;
  /** The file that it is, where a line with nothing but `name`: stands before it. */
  file?: string;
}

/** A page of documentation, taken apart. */
export interface MarkdownDocument {
  file: string;
  headings: string[];
  blocks: CodeBlock[];
  /** Code in single backticks, outside blocks. */
  codes: string[];
  /** Targets of links and images, outside blocks. */
  links: string[];
  /** Cells of each table, its heading first. */
  tables: string[][][];
}

const block = /^(?:`([\w./-]+)`:\n\n)?(`{3,})([^\n]*)\n([^]*?\n)\2$/gm;

/** Reads a page of documentation; made for ours, and no full markdown. */
export function readDocument(file: string): MarkdownDocument {
  const text = readFileSync(file, "utf8");
  const blocks = [...text.matchAll(block)].map(([, name, , language = "", code = ""]): CodeBlock => ({ language, code, ...(name && { file: name }) }));
  const prose = text.replace(block, "");
  return {
    file,
    blocks,
    headings: [...prose.matchAll(/^#+ .*$/gm)].map(([line]) => line),
    codes: [...prose.matchAll(/(?<!`)`([^`\n]+)`(?!`)/g)].map(([, code = ""]) => code),
    links: [...prose.replace(/`[^`\n]*`/g, "").matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link),
    tables: [...prose.matchAll(/(?:^\|.*\|\n)+/gm)].map(([table]) => cellsOf(table)),
  };
}

/** The name of a heading in a link, as GitHub gives it. */
export function anchorOf(heading: string): string {
  return heading.replace(/^#+ /, "").toLowerCase().replace(/[^\p{L}\p{N}\p{M} _-]/gu, "").replaceAll(" ", "-");
}

function cellsOf(table: string): string[][] {
  const rows = table.trim().split("\n").filter((row) => !/^\|[\s|:-]+\|$/.test(row));
  return rows.map((row) => row.slice(1, -1).split(/(?<!\\)\|/).map((cell) => cell.trim()));
}
