import type { TokenizerAndRendererExtension } from "marked";
import { type EditWay, editWays } from "../editing/file-edit.ts";
import type { LessonLanguage } from "../lesson.ts";
import { copyButton, editButton, escapeHtml } from "./button.ts";
import { htmlText } from "./html-text.ts";

/** Attributes may hold `>` between their quotes. */
const block = /^ {0,3}<pre((?:\s+[\w-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))?)*)\s*>([\s\S]*?)<\/pre>[ \t]*(?:\n|$)/i;
/** Only at the beginning of a line: within one, a text talks about it. The line before must be over: marked asks about a text without its first sign. */
const begin = /\n {0,3}<pre\s[^>]*?class\s*=\s*["']?file\b/i;

/** What {@link fileBlocks} needs to know around a text. */
interface FileBlockOptions {
  language: LessonLanguage;
  /** Fills in what stands for hosts and ports. */
  filled: (text: string) => string;
  /** A file's path as the author names it, from the folder that they think of. */
  resolved: (name: string) => string;
}

/** `<pre class="file" data-filename data-target data-marker>`: code with a button that puts it into a file; without a file's name, or for the clipboard, one that copies it. */
export function fileBlocks({ language, filled, resolved }: FileBlockOptions): TokenizerAndRendererExtension {
  return {
    name: "file-block",
    level: "block",
    start: (src) => {
      if (!src.includes("<pre")) return undefined;
      const at = src.search(begin);
      return at < 0 ? undefined : at + 1;
    },
    tokenizer(src) {
      const [raw, attributes = "", text = ""] = block.exec(src) ?? [];
      if (raw === undefined || !/(?:^|\s)file(?:\s|$)/.test(attribute(attributes, "class") ?? "")) return undefined;
      return { type: "file-block", raw, attributes, text: contentOf(text, raw.search(/\S/)) };
    },
    renderer: ({ attributes, text }) => {
      const code = filled(htmlText(text as string));
      const name = attribute(attributes as string, "data-filename")?.trim();
      const target = attribute(attributes as string, "data-target")?.trim().toLowerCase();
      const marker = attribute(attributes as string, "data-marker");
      // Nothing is lost where an author does not say how.
      const how: EditWay = editWays.find((way) => way === target) ?? "append";
      const edit = name && target !== "clipboard" ? editButton({ path: resolved(name), how, text: code, ...(marker && { marker }) }, { language }) : "";
      return `<div class="code-block"><pre><code class="hljs">${escapeHtml(code.replace(/\n$/, ""))}</code></pre><div class="code-actions">${edit}${copyButton(code, { language })}</div></div>\n`;
    },
  };
}

/** What is meant for the file between `<pre>`, which stands so many columns in, and `</pre>`. */
function contentOf(inner: string, indent: number): string {
  const bare = withoutTag(withoutTag(inner));
  const [begin] = /^\r?\n/.exec(bare) ?? [];
  // How far in the closing tag stands is not the file's: what is appended next would begin there.
  const lines = bare.slice(begin?.length ?? 0).replace(/(?<=^|\n)[ \t]+$/, "").split("\n");
  // Nor is how far in the opening one does, if all lines stand there. What is behind it in its line stands nowhere.
  const first = begin === undefined ? 1 : 0;
  const standsIn = (line: string): boolean => line.trim() === "" || line.search(/[^ ]/) >= indent;
  return lines.slice(first).every(standsIn) ? lines.map((line, n) => (n < first ? line : line.slice(Math.min(indent, line.search(/[^ ]|$/))))).join("\n") : lines.join("\n");
}

/** Without a tag that is around all of it, for its looks. */
function withoutTag(inner: string): string {
  const [, tag, text = "", behind = ""] = /^\s*<(code|blockquote)(?:\s[^<>]*)?>([\s\S]*)<\/\1>(\s*)$/i.exec(inner) ?? [];
  if (tag === undefined) return inner;
  return behind.includes("\n") && !/\n[ \t]*$/.test(text) ? `${text}\n` : text;
}

function attribute(attributes: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'<>]+))`, "i").exec(attributes);
  return found ? htmlText(found[1] ?? found[2] ?? found[3] ?? "") : undefined;
}
