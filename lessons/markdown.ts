import { Marked, type Token } from "marked";
import type { LessonLanguage } from "./lesson.ts";
import { parseAction } from "./markdown/action-body.ts";
import { escapeHtml } from "./markdown/button.ts";
import { codeBlock, inlineCode } from "./markdown/code.ts";
import { japaneseStrong } from "./markdown/japanese-strong.ts";
import type { MarkdownOptions } from "./markdown/options.ts";
import { previewLink, previewTargets } from "./markdown/preview.ts";
import { parseQuiz, type Quiz, quizStart } from "./markdown/quiz.ts";
import { sanitise } from "./markdown/sanitise.ts";
import { withinTime } from "./markdown/within-time.ts";

/**
 * Turns a lesson's markdown into sanitised HTML. Actions become buttons, which the page acts upon:
 * `data-action="run"` with `data-command`, and where the author says so `data-terminal` ("T2"), `data-interrupt` (Ctrl-C first),
 * `data-newline="no"` (type, do not press Enter); `data-action="copy"` with `data-command`; `data-action="preview"` with `data-port` and `data-path`.
 * A quiz becomes an empty `<div class="quiz" data-quiz="N">`, N counting from 0 as in {@link quizzesIn}: the page puts its form there.
 * Never throws: a text that cannot be rendered is shown as it is.
 */
export function renderMarkdown(markdown: string, options: MarkdownOptions): string {
  try {
    return withinTime(() => {
      const marked = markedFor(options.language);
      const { tokens, quizzes } = read(marked, markdown);
      quizzes.forEach((token, index) => (token.index = index));
      return sanitise(marked.parser(tokens), options);
    });
  } catch {
    // An author's slip of the pen must not take the step away from a learner.
    return sanitise(`<pre>${escapeHtml(markdown)}</pre>`, options);
  }
}

/** Like {@link renderMarkdown}, for what stands in a line: a question, an answer. A text that is no markdown (`2>`, `<none>`) is shown as it is. */
export function renderLine(markdown: string, options: MarkdownOptions): string {
  try {
    const html = withinTime(() => sanitise(markedFor(options.language).parseInline(markdown) as string, options));
    if (html.trim()) return html;
  } catch {
    // As above.
  }
  return sanitise(escapeHtml(markdown), options);
}

/** The quizzes of a text, with their right answers, in the order in which they stand there. Throws `TooSlow` for a text made to take for ever. */
export function quizzesIn(markdown: string): Quiz[] {
  return withinTime(() => read(markedFor("en"), markdown).quizzes.map(({ quiz }) => quiz));
}

/** A quiz among marked's tokens. */
interface QuizToken {
  type: "quiz";
  quiz: Quiz;
  index?: number;
}

function read(marked: Marked, markdown: string): { tokens: Token[]; quizzes: QuizToken[] } {
  const tokens = marked.lexer(openDetails(markdown));
  const quizzes: QuizToken[] = [];
  marked.walkTokens(tokens, (token) => void (token.type === "quiz" && quizzes.push(token as unknown as QuizToken)));
  return { tokens, quizzes };
}

/** A fence, its language, Killercoda's highlighted lines, the code, the closing fence (glued to the last line in some real content), an action. */
const fence = /^( {0,3})(`{3,}|~{3,})[ \t]*([^\s`{]*)[^`\n]*\n([\s\S]*?)(?:(?:(?<=\n)|\n) {0,3}\2[`~]*[ \t]*(?:\{\{([^{}\n]*)\}\})?[ \t]*(?=\n|$)|\2\{\{([^{}\n]*)\}\}[ \t]*(?=\n|$)|$)\n?/;

/** Code in backticks and, directly behind it, an action. */
const code = /^(`+)([^`]|[^`][\s\S]*?[^`])\1(?!`)(?:\{\{([^{}\n]*)\}\})?/;

const made = new Map<LessonLanguage, Marked>();

function markedFor(language: LessonLanguage): Marked {
  const marked = made.get(language) ?? build(language);
  made.set(language, marked);
  return marked;
}

function build(language: LessonLanguage): Marked {
  const marked = new Marked({ gfm: true, async: false });
  marked.use({
    tokenizer: {
      fences(src) {
        const [raw, indent = "", , lang = "", text = "", body, glued] = fence.exec(src) ?? [];
        if (raw === undefined) return undefined;
        return { type: "code", raw, lang, text: dedented(text, indent.length).replace(/\n$/, ""), action: parseAction(body ?? glued) } as never;
      },
      codespan(src) {
        const [raw, ticks, text = "", body] = code.exec(src) ?? [];
        if (raw === undefined || ticks === undefined) return undefined;
        const action = body === undefined ? undefined : parseAction(body);
        const used = body !== undefined && !action ? raw.slice(0, raw.lastIndexOf(`${ticks}{{`) + ticks.length) : raw;
        return { type: "codespan", raw: used, text: tidyCode(text), action } as never;
      },
    },
    renderer: {
      code: (token) => codeBlock(token, language),
      codespan: (token) => inlineCode(token, language),
      link({ href, tokens }) {
        const target = previewTargets(href);
        return target ? previewLink(target, { label: this.parser.parseInline(tokens), language }) : false;
      },
    },
    extensions: [
      japaneseStrong,
      {
        name: "quiz",
        level: "block",
        start: (src: string) => (quizStart(src) < 0 ? undefined : quizStart(src)),
        tokenizer(src: string) {
          const found = parseQuiz(src);
          return found && { type: "quiz", ...found };
        },
        renderer: (token) => `<div class="quiz" data-quiz="${(token as unknown as QuizToken).index}"></div>\n`,
      },
      {
        name: "bare-preview",
        level: "inline",
        // Asked once for each piece of text: most have neither.
        start: (src: string) => (src.includes("{{TRAFFIC_") || src.includes("://[[") ? src.search(/\{\{TRAFFIC_|https?:\/\/\[\[/) : -1),
        tokenizer(src: string) {
          const raw = /^(?:\{\{TRAFFIC_HOST\d+_\d+\}\}|https?:\/\/\[\[\w+\]\]-\d+-\[\[\w+\]\][\w.]*)[\w/?=&%.-]*/.exec(src)?.[0];
          return raw && previewTargets(raw) ? { type: "bare-preview", raw } : undefined;
        },
        renderer: ({ raw }) => previewLink(previewTargets(raw)!, { language }),
      },
    ],
  });
  return marked;
}

/** Code in an indented fence is indented as much as the fence. */
function dedented(text: string, indent: number): string {
  return indent === 0 ? text : text.replace(new RegExp(`^ {1,${indent}}`, "gm"), "");
}

/** CommonMark: line ends become spaces, one space at both ends goes. */
function tidyCode(text: string): string {
  const line = text.replace(/\n/g, " ");
  return /^ .* $/.test(line) && /[^ ]/.test(line) ? line.slice(1, -1) : line;
}

/** Markdown inside `<details>` is only read as such between empty lines; authors forget them. Fenced code stays as it is. */
function openDetails(markdown: string): string {
  return markdown.replace(
    /(^ {0,3}(`{3,}(?!`)|~{3,}(?!~))[\s\S]*?\n {0,3}\2[^\n]*$)|(<\/summary>)[ \t]*\n(?!\n)|(?<=[^\n])\n([ \t]*<\/details>)/gim,
    (raw, fenced?: string, _ticks?: string, summary?: string, end?: string) => fenced ?? (summary ? `${summary}\n\n` : end ? `\n\n${end}` : raw),
  );
}
