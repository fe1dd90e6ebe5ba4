import type { Token, Tokens } from "marked";

/** The tokens that one holds, as lists of neighbours: a paragraph's, each of a list's items', each of a table's cells'. */
export function tokensWithin(token: Token): Token[][] {
  if (token.type === "list") return (token as Tokens.List).items.map(({ tokens }) => tokens);
  if (token.type === "table") return [(token as Tokens.Table).header, ...(token as Tokens.Table).rows].flat().map(({ tokens }) => tokens);
  return "tokens" in token && token.tokens ? [token.tokens] : [];
}
