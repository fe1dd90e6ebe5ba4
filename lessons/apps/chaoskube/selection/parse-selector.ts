import type { Requirement, Selector } from "./selector.ts";

const name = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const subdomain = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Reads a label selector in Kubernetes' whole syntax: `a`, `!a`, `a=b`, `a==b`, `a!=b`, `a in (b,c)`, `a notin (b,c)`, `a>1`, `a<1`, joined by commas. Throws an Error that says where it cannot be read. */
export function parseSelector(text: string): Selector {
  const tokens = new Tokens(text);
  const selector: Requirement[] = [];
  while (!tokens.atEnd()) {
    if (selector.length > 0) {
      tokens.take(",");
      if (tokens.atEnd()) throw new Error("found '', expected: identifier after ','");
    }
    selector.push(requirement(tokens));
  }
  return selector;
}

function requirement(tokens: Tokens): Requirement {
  if (tokens.tryTake("!")) return { key: key(tokens), operator: "!", values: [] };
  const found = key(tokens);
  const operator = tokens.tryTake("==", "!=", "=", "in", "notin", ">", "<");
  switch (operator) {
    case undefined:
      return { key: found, operator: "exists", values: [] };
    case "in":
    case "notin":
      return { key: found, operator, values: set(tokens) };
    case ">":
    case "<":
      return { key: found, operator, values: [whole(tokens.takeWord())] };
    default:
      return { key: found, operator: operator as "=" | "==" | "!=", values: [labelValue(tokens.tryTakeWord() ?? "")] };
  }
}

/** The values between brackets; an empty place means the empty value. */
function set(tokens: Tokens): string[] {
  tokens.take("(");
  const values = [labelValue(tokens.tryTakeWord() ?? "")];
  while (tokens.tryTake(",")) values.push(labelValue(tokens.tryTakeWord() ?? ""));
  tokens.take(")");
  return [...new Set(values)];
}

function key(tokens: Tokens): string {
  const found = tokens.takeWord();
  const parts = found.split("/");
  const valid = parts.length <= 2 && name.test(parts.at(-1) ?? "") && (parts.length === 1 || subdomain.test(parts[0] ?? ""));
  if (!valid) throw new Error(`key: Invalid value: "${found}": a name is letters, digits, '-', '_' and '.', at most 63, with an optional DNS prefix and '/'`);
  return found;
}

function labelValue(found: string): string {
  if (found !== "" && !name.test(found)) throw new Error(`values: Invalid value: "${found}": a value is letters, digits, '-', '_' and '.', at most 63`);
  return found;
}

function whole(found: string): string {
  if (!/^-?\d+$/.test(found)) throw new Error(`values: Invalid value: "${found}": for '>' and '<' the value must be a whole number`);
  return found;
}

/** The words and signs of a selector, taken one after the other. */
class Tokens {
  readonly #tokens: string[];

  constructor(text: string) {
    this.#tokens = text.match(/==|!=|[=!(),<>]|[^\s=!(),<>]+/g) ?? [];
  }

  atEnd(): boolean {
    return this.#tokens.length === 0;
  }

  tryTake(...signs: string[]): string | undefined {
    return signs.includes(this.#tokens[0] ?? "") ? this.#tokens.shift() : undefined;
  }

  take(sign: string): void {
    if (!this.tryTake(sign)) throw new Error(`found '${this.#tokens[0] ?? ""}', expected: '${sign}'`);
  }

  tryTakeWord(): string | undefined {
    return /^[^=!(),<>]/.test(this.#tokens[0] ?? "") ? this.#tokens.shift() : undefined;
  }

  takeWord(): string {
    const word = this.tryTakeWord();
    if (word === undefined) throw new Error(`found '${this.#tokens[0] ?? ""}', expected: identifier`);
    return word;
  }
}
