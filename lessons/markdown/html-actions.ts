import type { TokenizerAndRendererExtension } from "marked";
import { type Action, parseAction } from "./action-body.ts";
import { firstOf } from "./first-of.ts";
import { htmlText } from "./html-text.ts";
import { isLanguage } from "./language-words.ts";

const codeTag = String.raw`<code(?:\s[^<>]*)?>([^<]*)<\/code>\{\{([^{}\n]*)\}\}`;
const backticks = "(`{1,3})([^`]+)\\4\\{\\{([^{}\\n]*)\\}\\}";
/** What is code anyway, is no text, or is one thing to press already: it stays as it is. */
const inert = String.raw`<(pre|a|button)\b[\s\S]*?(?:<\/\1>|$)|<!--[\s\S]*?(?:-->|$)`;
const block = new RegExp(`${inert}|${codeTag}|${backticks}|<[^<>]*>`, "gi");
const inLine = new RegExp(`^${codeTag}`, "i");

/** A block of HTML with its commands as buttons: authors write `<li>`cmd`{{execute}}</li>` and `<code>cmd</code>{{execute}}`, which markdown would not look into. */
export function htmlActions(html: string, button: (code: { text: string; action: Action }) => string): string {
  if (!html.includes("{{")) return html;
  return html.replace(block, (raw: string, _tag?: string, tagged?: string, tagBody?: string, ticks?: string, ticked?: string, tickBody?: string) => {
    const text = tagged ?? (ticks === "```" ? withoutLanguage(ticked!) : ticked);
    const action = parseAction(tagBody ?? tickBody);
    return text === undefined || !action ? raw : button({ text: htmlText(text), action });
  });
}

/** The code of a block that was meant to be one, with its language in the line of its fence. */
function withoutLanguage(code: string): string {
  const [line, word = ""] = /^[ \t]*(\S*)[ \t]*\n/.exec(code) ?? [];
  return line !== undefined && (word === "" || isLanguage(word)) ? code.slice(line.length).trimEnd() : code;
}

/** `<code>cmd</code>{{execute}}` within a paragraph. */
export const codeTagActions: TokenizerAndRendererExtension = {
  name: "code-tag-action",
  level: "inline",
  start: firstOf("<code"),
  tokenizer(src) {
    const [raw, text, body] = inLine.exec(src) ?? [];
    const action = parseAction(body);
    return raw === undefined || text === undefined || !action ? undefined : { type: "codespan", raw, text: htmlText(text), action };
  },
};
