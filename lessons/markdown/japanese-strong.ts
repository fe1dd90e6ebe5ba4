import type { TokenizerAndRendererExtension } from "marked";

/** `**…**` without another `*` in it, whose first or last sign is Japanese punctuation. */
const strong = /^\*\*((?:(?=[「『（【［〈《])|(?=[^\s*][^*]*[。、！？：；）」』】］〉》…]\*\*))[^*]+?)\*\*/;

/** CommonMark takes `**終わり。**次` and `これは**「名前」**です` for plain asterisks, because no space is around them; in Japanese there never is. */
export const japaneseStrong: TokenizerAndRendererExtension = {
  name: "japanese-strong",
  level: "inline",
  start: (src) => {
    const at = src.indexOf("**");
    return at < 0 ? undefined : at;
  },
  tokenizer(src) {
    const [raw, text] = strong.exec(src) ?? [];
    return raw === undefined || text === undefined ? undefined : { type: "strong", raw, text, tokens: this.lexer.inlineTokens(text) };
  },
};
