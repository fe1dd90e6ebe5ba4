import type { Token } from "marked";
import { isQuestion } from "./quiz.ts";

/** A piece of a text that its author meant as something else than what is shown. */
export interface BrokenPart {
  /** Where it begins, from 1. */
  line: number;
  message: string;
}

/** Characters of a text that are quoted. */
const longest = 60;

/** What is broken at a token of a text: a block of code that never ends and swallows what follows, a question that nothing can be answered to. */
export function brokenAt({ type, raw }: Token, markdown: string): BrokenPart[] {
  if (type === "code") {
    const ticks = unclosed(raw);
    return ticks === undefined ? [] : [{ line: lineOf(raw, markdown), message: `the block of code that begins here never ends: write ${ticks.slice(0, longest)} on a line of its own below it` }];
  }
  if (type !== "blockquote") return [];
  const questions = raw.split("\n").filter(isQuestion);
  return questions.map((question) => ({ line: lineOf(question, markdown), message: `the question "${question.replace(/^\s*>>\s*|\s*<<\s*$/g, "").slice(0, longest)}" has no answers below it: begin each with ( ), (*), [ ], [*], === or =~=` }));
}

/** The fence of a block that has no other one at its end. */
function unclosed(raw: string): string | undefined {
  const ticks = /^ {0,3}(`{3,}|~{3,})/.exec(raw)?.[1];
  if (ticks === undefined) return undefined;
  const code = raw.slice(raw.indexOf("\n") < 0 ? raw.length : raw.indexOf("\n"));
  return code.trimEnd().replace(/\{\{[^{}\n]*\}\}$/, "").trimEnd().endsWith(ticks) ? undefined : ticks;
}

/** The last place where these lines begin: what never ends is the last of its kind. Lists have moved their lines to the left. */
function lineOf(raw: string, markdown: string): number {
  const [first = "", second = ""] = raw.split("\n").map((line) => line.trim());
  const lines = markdown.split("\n").map((line) => line.trim());
  const both = lines.findLastIndex((line, n) => line === first && (lines[n + 1] ?? "") === second);
  return Math.max(both, both < 0 ? lines.lastIndexOf(first) : both, 0) + 1;
}
