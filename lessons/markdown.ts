import { Marked, type Token } from "marked";
import { fileIn } from "./layout.ts";
import { type Action, parseAction } from "./markdown/action-body.ts";
import { barePreviews } from "./markdown/bare-preview.ts";
import { type BrokenPart, brokenAt } from "./markdown/broken.ts";
import { escapeHtml } from "./markdown/button.ts";
import { codeBlock, inlineCode } from "./markdown/code.ts";
import { fileBlocks } from "./markdown/file-block.ts";
import { readFence } from "./markdown/fence.ts";
import { codeTagActions, htmlActions } from "./markdown/html-actions.ts";
import { japaneseStrong } from "./markdown/japanese-strong.ts";
import type { MarkdownOptions } from "./markdown/options.ts";
import { outsideTags } from "./markdown/outside-tags.ts";
import { parseQuiz, type Quiz, quizStart } from "./markdown/quiz.ts";
import { sanitise } from "./markdown/sanitise.ts";
import { straightened } from "./markdown/straightened.ts";
import { withinTime } from "./markdown/within-time.ts";
import { fillHostNames, fillPlaceholders } from "./placeholders.ts";

/**
 * Turns a lesson's markdown into sanitised HTML. Actions become buttons, which the page acts upon:
 * `data-action="run"` with `data-command`, and where the author says so `data-terminal` ("T2"), `data-machine` (it stands for a machine: commands without a terminal stay where they were), `data-interrupt` (Ctrl-C first),
 * `data-newline="no"` (type, do not press Enter); `data-action="copy"` with `data-command`; `data-action="preview"` with `data-port` and `data-path`;
 * `data-action="open"` with `data-file`; `data-action="edit"` with `data-file`, `data-how` (replace, append, prepend, insert), `data-command` (the text) and for insert `data-marker`.
 * A quiz becomes an empty `<div class="quiz" data-quiz="N">`, N counting from 0 as in {@link readText}: the page puts its form there.
 * Never throws: a text that cannot be rendered is shown as it is.
 */
export function renderMarkdown(markdown: string, options: MarkdownOptions): string {
  try {
    return withinTime(() => {
      const { flavor } = options;
      const marked = markedFor(options);
      const { tokens, quizzes } = read(marked, flavor ? fillHostNames(markdown, flavor) : markdown);
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
    const html = withinTime(() => sanitise(markedFor({ language: options.language }).parseInline(markdown) as string, options));
    if (html.trim()) return html;
  } catch {
    // As above.
  }
  return sanitise(escapeHtml(markdown), options);
}

/** A script to read, highlighted, with a button that copies it. */
export function renderScript(source: string, options: MarkdownOptions): string {
  try {
    return withinTime(() => sanitise(codeBlock({ text: source.trimEnd(), lang: "bash" }, options.language), options));
  } catch {
    // As above.
    return sanitise(`<pre>${escapeHtml(source)}</pre>`, options);
  }
}

/** Nobody mends more at once. */
const mostBroken = 20;

/** What a text holds besides words, in the order in which it stands there. */
export interface ReadText {
  /** With their right answers. */
  quizzes: Quiz[];
  broken: BrokenPart[];
  /** All of it, as marked has it: blocks, and what stands in their lines. */
  tokens: Token[];
}

/** Reads a text, for those who look into it. Throws `TooSlow` for one made to take for ever, unless somebody else watches over the time. */
export function readText(markdown: string, { watched = false } = {}): ReadText {
  const find = (): ReadText => {
    const marked = markedFor({ language: "en" });
    const { tokens, quizzes } = read(marked, markdown);
    const broken: BrokenPart[] = [];
    marked.walkTokens(tokens, (token) => void (broken.length < mostBroken && broken.push(...brokenAt(token, markdown))));
    return { tokens, quizzes: quizzes.map(({ quiz }) => quiz), broken };
  };
  return watched ? find() : withinTime(find);
}

/** A quiz among marked's tokens. */
interface QuizToken {
  type: "quiz";
  quiz: Quiz;
  index?: number;
}

function read(marked: Marked, markdown: string): { tokens: Token[]; quizzes: QuizToken[] } {
  const tokens = marked.lexer(straightened(markdown));
  const quizzes: QuizToken[] = [];
  marked.walkTokens(tokens, (token) => void (token.type === "quiz" && quizzes.push(token as unknown as QuizToken)));
  return { tokens, quizzes };
}

/** Code in backticks and, directly behind it, an action. */
const code = /^(`+)([^`]|[^`][\s\S]*?[^`])\1(?!`)(?:\{\{([^{}\n]*)\}\})?/;

const made = new Map<string, Marked>();

/** What the making of HTML depends upon, besides the text: few enough that each is made once. */
type Making = Pick<MarkdownOptions, "language" | "copyInline" | "flavor" | "editorFolder">;

function markedFor(making: Making): Marked {
  const key = [making.language, making.copyInline, making.flavor, making.editorFolder].join(" ");
  const marked = made.get(key) ?? build(making);
  made.set(key, marked);
  return marked;
}

function build({ language, copyInline = false, flavor, editorFolder = "" }: Making): Marked {
  const filled = <T extends { text: string }>(token: T): T => (flavor ? { ...token, text: fillPlaceholders(token.text, flavor) } : token);
  const resolved = (name: string) => fileIn(editorFolder, name);
  const marked = new Marked({ gfm: true, async: false });
  marked.use({
    tokenizer: {
      fences: (src) => readFence(src) as never,
      codespan(src) {
        const [raw, ticks, text = "", body] = code.exec(src) ?? [];
        if (raw === undefined || ticks === undefined) return undefined;
        const action = body === undefined ? undefined : parseAction(body);
        const used = body !== undefined && !action ? raw.slice(0, raw.lastIndexOf(`${ticks}{{`) + ticks.length) : raw;
        return { type: "codespan", raw: used, text: tidyCode(text, { keepLines: action?.kind === "run" || action?.kind === "copy" }), action } as never;
      },
    },
    renderer: {
      code: (token) => codeBlock(filled(token), language, resolved),
      codespan: (token) => inlineCode(filled(token), language, { copy: copyInline, resolved }),
      html: ({ text }) => htmlActions(flavor ? outsideTags(text, (words) => fillPlaceholders(words, flavor)) : text, (code) => inlineCode(filled(code), language, { resolved })),
      link({ tokens }) {
        // A button inside a link, or inside the button that a preview's link becomes (sanitise.ts), would be two things to press.
        marked.walkTokens(tokens, (inner) => void (inner.type === "codespan" && ((inner as { action?: Action }).action = { kind: "none" })));
        return false;
      },
    },
    extensions: [
      japaneseStrong,
      codeTagActions,
      fileBlocks({ language, resolved, filled: (text) => (flavor ? fillPlaceholders(text, flavor) : text) }),
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
      barePreviews(language),
    ],
  });
  return marked;
}

/** CommonMark: line ends become spaces, one space at both ends goes. A command keeps its lines: each of them is one. */
function tidyCode(text: string, { keepLines }: { keepLines: boolean }): string {
  const line = keepLines ? text : text.replace(/\n/g, " ");
  return /^ [^]* $/.test(line) && /[^ ]/.test(line) ? line.slice(1, -1) : line;
}
