import hljs from "highlight.js/lib/common";
import dockerfile from "highlight.js/lib/languages/dockerfile";
import type { LessonLanguage } from "../lesson.ts";
import type { Action } from "./action-body.ts";
import { commandButton, escapeHtml, openButton, previewButton } from "./button.ts";
import { withMarkedLines } from "./marked-lines.ts";

hljs.registerLanguage("dockerfile", dockerfile);

/** A code token as this folder's tokenizer makes it. */
interface CodeToken {
  text: string;
  lang?: string | undefined;
  /** Lines to be marked, as in `yaml{10,11}`. */
  lines?: string | undefined;
  action?: Action;
}

/** More than this is not worth the time it takes to colour it. */
const highlightLimit = 20_000;

/** A block of code: highlighted, with a copy button always (unless the author forbids it) and a run button where it has an action. */
export function codeBlock(token: object, language: LessonLanguage, resolved: (name: string) => string = String): string {
  const { text, lang, lines, action } = token as CodeToken;
  if (action?.kind === "preview") return `<p>${previewButton(action, { language, inner: escapeHtml(text.trim()) })}</p>`;
  if (action?.kind === "open") return `<p>${openButton(resolved(text.trim()), { language, inner: `<code>${escapeHtml(text.trim())}</code>` })}</p>`;
  const buttons = [
    ...(action?.kind === "run" ? [commandButton(action, text, { language })] : []),
    ...(action?.kind === "none" ? [] : [commandButton({ kind: "copy" }, text, { language })]),
  ];
  const shown = `<pre><code class="hljs">${withMarkedLines(highlighted(text, lang || (action?.kind === "run" ? "bash" : undefined)), lines)}</code></pre>`;
  return `<div class="code-block">${shown}${buttons.length > 0 ? `<div class="code-actions">${buttons.join("")}</div>` : ""}</div>`;
}

/** Code inside a line: with an action, the code itself is the button; `copy` gives one without any the action of being copied. */
export function inlineCode(token: object, language: LessonLanguage, { copy = false, resolved = String as (name: string) => string } = {}): string {
  const { text, action = copy && (token as CodeToken).text.trim() ? { kind: "copy" } : undefined } = token as CodeToken;
  const shown = `<code>${escapeHtml(text)}</code>`;
  if (!action || action.kind === "none") return shown;
  if (action.kind === "preview") return previewButton(action, { language, inner: escapeHtml(text) });
  if (action.kind === "open") return openButton(resolved(text.trim()), { language, inner: shown });
  const tag = action.kind === "run" && action.terminal ? ` <span class="terminal-tag">${action.terminal}</span>` : "";
  return commandButton(action, text.trim(), { language, inner: shown + tag });
}

function highlighted(text: string, lang: string | undefined): string {
  if (!lang || text.length > highlightLimit || !hljs.getLanguage(lang)) return escapeHtml(text);
  return hljs.highlight(text, { language: lang, ignoreIllegals: true }).value;
}
