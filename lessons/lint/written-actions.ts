import type { Token } from "marked";
import { tokensWithin } from "../markdown/tokens-within.ts";

/** Words in double braces that stand at a piece of code, where an action would. */
export interface WrittenAction {
  /** What is between the braces. */
  body: string;
  /** `directly` behind the code; else behind a space or a line's end, or behind a backtick that ends no code: there, braces are text. */
  place: "directly" | "after a space" | "after the fence" | "after a lone backtick";
  /** From 1. */
  line: number;
}

/** Every such words in a text, in the order in which they stand there. */
export function* writtenActions(tokens: readonly Token[], markdown: string): Generator<WrittenAction> {
  let at = 0;
  for (const { raw, body, place } of found(tokens)) {
    const code = markdown.indexOf(raw.trim().split("\n")[0] ?? "", at);
    at = Math.max(at, markdown.indexOf(`{{${body}}}`, Math.max(code, at)));
    yield { body, place, line: markdown.slice(0, at).split("\n").length };
  }
}

type Found = Omit<WrittenAction, "line"> & { raw: string };

function* found(tokens: readonly Token[]): Generator<Found> {
  for (const [n, token] of tokens.entries()) {
    if (token.type === "codespan" || token.type === "code") yield* atCode(token, tokens.slice(n + 1).find(({ type }) => type !== "space"));
    else if (token.type === "html") for (const [raw, body = ""] of token.raw.matchAll(/(?:`|<\/code>)\{\{([^{}\n]*)\}\}/g)) yield { raw, body, place: "directly" };
    else if (token.type === "text" && tokensWithin(token).length === 0) for (const [raw, body = ""] of token.raw.matchAll(/`\{\{([^{}\n]*)\}\}/g)) yield { raw, body, place: "after a lone backtick" };
    for (const inner of tokensWithin(token)) yield* found(inner);
  }
}

function* atCode({ type, raw }: Token, next: Token | undefined): Generator<Found> {
  const own = /(?:[`~]\s*|<\/code>)\{\{([^{}\n]*)\}\}\s*$/.exec(raw)?.[1];
  if (own !== undefined) return void (yield { raw, body: own, place: "directly" });
  const [, space, body] = (next && /^(\s*)\{\{([^{}\n]*)\}\}/.exec(next.raw)) ?? [];
  if (body === undefined || (next?.type !== "text" && next?.type !== "paragraph")) return;
  yield { raw, body, place: type === "code" ? "after the fence" : space === "" ? "directly" : "after a space" };
}
