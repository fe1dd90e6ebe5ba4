import { type Action, parseAction } from "./action-body.ts";
import { isLanguage } from "./language-words.ts";

/** A fence, its language, Killercoda's marked lines, the code, the closing fence (glued to the last line in some real content), an action. */
const fence = /^( {0,3})(`{3,}|~{3,})[ \t]*([^\s`{]*)[ \t]*(?:\{([^{}`\n]*)\})?([^`\n]*)\n([\s\S]*?)(?:(?:(?<=\n)|\n) {0,3}\2[`~]*[ \t]*(?:\{\{([^{}\n]*)\}\}[ \t]*|(?=\n|$))|\2\{\{([^{}\n]*)\}\}[ \t]*(?=\n|$)|$)\n?/;

/** What is left of a block whose beginning was lost: it closes nothing, and must not open one that swallows the rest. */
const stray = /^ {0,3}(?:`{3,}|~{3,})\{\{[^{}\n]*\}\}[ \t]*(?:\n|$)/;

/** An action alone on the line below a block: it can mean nothing else. */
const below = /(?:(?<=\n)|(?<!\n)[ \t]*\n)[ \t]*\{\{[ \t]*((?:exec|execute|copy|open)\b[^{}\n]*)\}\}[ \t.]*(?:\n|$)/iy;

/** A line of code with three backticks behind it and none before. */
const glued = /^[^`\n]*[^`\s][^`\n]*```[ \t]*$/m;

/** A block of code among marked's tokens. */
interface CodeBlockToken {
  type: "code";
  raw: string;
  lang: string;
  lines: string | undefined;
  text: string;
  action: Action | undefined;
}

/** Reads the block at the beginning of this markdown, and an action on the line below it; undefined when there is none. */
export function readFence(src: string): CodeBlockToken | { type: "space"; raw: string } | undefined {
  const block = readBlock(src);
  if (block?.type !== "code") return block;
  if (block.action) return withFirstLine(block);
  below.lastIndex = block.raw.length;
  const [line, body] = below.exec(src) ?? [];
  const action = parseAction(body);
  return line === undefined || !action ? block : withFirstLine({ ...block, raw: block.raw + line, action });
}

/** Code that its author began in the line of the fence: all of it, or a command where a language would stand. */
function withFirstLine(block: CodeBlockToken): CodeBlockToken {
  const first = /^[ ]*[`~]+([^\n]*)/.exec(block.raw)![1]!.trim();
  const word = !/\s/.test(first);
  if (first === "" || first.includes("```") || (word && isLanguage(block.lang)) || /^\{.*\}$/.test(first)) return block;
  if (block.text.trim() === "") return block.lines !== undefined && isLanguage(block.lang) ? block : { ...block, lang: "", lines: undefined, text: first };
  const glued = block.action?.kind === "run" && word && block.lines === undefined && !/\n {0,3}[`~]{3,}\{\{[^\n]*\n?$/.test(block.raw);
  return glued ? { ...block, lang: "", text: `${first}\n${block.text}` } : block;
}

function readBlock(src: string): CodeBlockToken | { type: "space"; raw: string } | undefined {
  const [lost] = stray.exec(src) ?? [];
  if (lost !== undefined) return { type: "space", raw: lost };
  const [raw, indent = "", ticks = "", lang = "", lines, words = "", text = "", body, gluedBody] = fence.exec(src) ?? [];
  // A command of several lines between three backticks, which begins on the first of them: code in a paragraph.
  if (raw === undefined || (gluedBody !== undefined && words.trim() !== "")) return undefined;
  const block = { type: "code", lang, lines, action: parseAction(body ?? gluedBody) } as const;
  const early = ticks === "```" && body === undefined && gluedBody === undefined ? gluedEnd(src, text) : undefined;
  if (early === undefined) return { ...block, raw, text: dedented(text, indent.length).replace(/\n$/, "") };
  const code = text.slice(0, early);
  return { ...block, raw: src.slice(0, src.indexOf(text) + early + 3), text: dedented(code, indent.length) };
}

/** Where the code ends when its closing fence is glued to its last line without an action: only if the fences behind it are in pairs then. */
function gluedEnd(src: string, text: string): number | undefined {
  const found = glued.exec(text);
  if (!found) return undefined;
  const end = found.index + found[0].trimEnd().length - 3;
  const rest = src.slice(src.indexOf(text) + end + 3);
  const others = rest.match(/^ {0,3}```|^[^`\n]*[^`\s][^`\n]*```[ \t]*$/gm)?.length ?? 0;
  return others % 2 === 0 ? end : undefined;
}

/** Code in an indented fence is indented as much as the fence. */
function dedented(text: string, indent: number): string {
  return indent === 0 ? text : text.replace(new RegExp(`^ {1,${indent}}`, "gm"), "");
}
