import type { TokenizerAndRendererExtension } from "marked";
import { type EditWay, editWays } from "../editing/file-edit.ts";
import type { LessonLanguage } from "../lesson.ts";
import { copyButton, editButton, escapeHtml } from "./button.ts";
import { htmlText } from "./html-text.ts";

/** Attributes may hold `>` between their quotes. */
const block = /^ {0,3}<pre((?:\s+[\w-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))?)*)\s*>\r?\n?([\s\S]*?)<\/pre>[ \t]*(?:\n|$)/i;
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
      // How far in the closing tag stands is not the file's: what is appended next would begin there.
      return { type: "file-block", raw, attributes, text: text.replace(/(?<=^|\n)[ \t]+$/, "") };
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

function attribute(attributes: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'<>]+))`, "i").exec(attributes);
  return found ? htmlText(found[1] ?? found[2] ?? found[3] ?? "") : undefined;
}
