import type { Token } from "marked";
import type { LessonText } from "../lesson.ts";
import { readText } from "../markdown.ts";

const read = new WeakMap<LessonText, Token[]>();

/** What a text consists of, read once for all rules that look into it. Throws `TooSlow`. */
export function tokensOf(text: LessonText): Token[] {
  const tokens = read.get(text) ?? readText(text.markdown).tokens;
  read.set(text, tokens);
  return tokens;
}
