/** One question to the learner, as its author wrote it. The right answers are in here: it never leaves the server whole. */
export interface Quiz {
  /** `one` of the options is to be chosen, `several` of them, or a `text` is to be typed, which the options are compared with. */
  kind: "one" | "several" | "text";
  /** Inline markdown. */
  question: string;
  options: QuizOption[];
}

/** Something to choose, or a text that is accepted. */
export interface QuizOption {
  /** Inline markdown; for a text, the text itself. */
  text: string;
  right: boolean;
  /** `=~=`: a text that contains this one is accepted. */
  contains: boolean;
  /** Inline markdown that whoever chose this option is told: the indented lines below it. */
  said?: string;
}

/**
 * These see lines without the space at their end. None has two parts in a row that take the same signs, so that none goes back and forth over a hostile line.
 * `>>Q1: What is it?<<`, with or without its number.
 */
const questionLine = /^ {0,3}>>(?:[ \t]*Q\d+[ \t]*[:.)])?(.*)<<$/i;

/** `(*) right`, `( ) wrong`, `[*] right`, `[ ] wrong`; some write no space behind. */
const choiceLine = /^ {0,3}(?:\((?:[ \t]*(\*))?[ \t]*\)|\[(?:[ \t]*([*xX]))?[ \t]*\])[ \t]*(\S.*)$/;

/** `=== the text`, `=~= a part of it`; a line of `=` alone underlines a heading. */
const textLine = /^ {0,3}(===|=~=)(?!=*$)[ \t]*(\S.*)$/;

const saidLine = /^(?: {2,}|\t)[ \t]*(\S.*)$/;

/** False for most texts, which need not be read for quizzes. */
export function mayHoldQuizzes(markdown: string): boolean {
  return markdown.includes(">>");
}

/** True for a line that asks, whether or not there are answers below it. */
export function isQuestion(line: string): boolean {
  return questionLine.test(line.trimEnd());
}

/** Where the next line that may be a question begins; -1 when there is none. */
export function quizStart(markdown: string): number {
  // Asked once for each paragraph: most texts have none.
  return mayHoldQuizzes(markdown) ? markdown.search(/^ {0,3}>>.*<<[ \t]*$/m) : -1;
}

/** The quiz at the beginning of this markdown, with the source it takes up; undefined when there is none: a question without answers is text. */
export function parseQuiz(markdown: string): { raw: string; quiz: Quiz } | undefined {
  if (!/^ {0,3}>>/.test(markdown)) return undefined;
  const lines = markdown.split("\n");
  const question = questionLine.exec(lines[0]?.trimEnd() ?? "")?.[1]?.trim();
  if (!question) return undefined;
  const options: QuizOption[] = [];
  let kind: Quiz["kind"] | undefined;
  let used = 1;
  for (const [index, whole] of lines.entries()) {
    if (index === 0) continue;
    const line = whole.trimEnd();
    const choice = choiceLine.exec(line);
    const text = textLine.exec(line);
    const last = options.at(-1);
    if (choice) {
      kind ??= line.trimStart().startsWith("(") ? "one" : "several";
      options.push({ text: choice[3]!, right: Boolean(choice[1] || choice[2]), contains: false });
    } else if (text) {
      kind ??= "text";
      options.push({ text: text[2]!, right: true, contains: text[1] === "=~=" });
    } else if (last && index === used && saidLine.test(line)) {
      last.said = [last.said, saidLine.exec(line)![1]].filter(Boolean).join(" ");
    } else if (line.trim() !== "") break;
    else continue;
    used = index + 1;
  }
  if (kind === undefined) return undefined;
  return { raw: lines.slice(0, used).map((line) => `${line}\n`).join("").slice(0, markdown.length), quiz: { kind, question, options } };
}
