import type { TokenizerAndRendererExtension } from "marked";
import { firstOf } from "./first-of.ts";

/** `**…**` without another `*` in it, whose first or last sign is Japanese punctuation. */
const strong = /^\*\*((?:(?=[「『（【［〈《])|(?=[^\s*][^*]*[。、！？：；）」』】］〉》…]\*\*))[^*]+?)\*\*/;

/** CommonMark takes `**終わり。**次` and `これは**「名前」**です` for plain asterisks, because no space is around them; in Japanese there never is. */
export const japaneseStrong: TokenizerAndRendererExtension = {
  name: "japanese-strong",
  level: "inline",
  start: firstOf("**"),
  tokenizer(src) {
    const [raw, text] = strong.exec(src) ?? [];
    return raw === undefined || text === undefined ? undefined : { type: "strong", raw, text, tokens: this.lexer.inlineTokens(text) };
  },
};
