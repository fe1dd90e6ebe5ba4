import { SourceMistake } from "./source-mistake.ts";

/** A JSON document that knows on which line each of its values stands: JSON.parse does not, and an author needs it. */
export interface JsonSource {
  readonly value: unknown;
  /** Keys that an object has more than once, of which JSON takes the last one: where that stands, and where the one before it (from 1). */
  readonly repeated: readonly { key: string; line: number; first: number }[];
  /** The line (from 1) of the value at this path, or of the nearest value around it. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** Reads JSON, a byte order mark in front allowed. Throws {@link SourceMistake}. */
export function parseJson(text: string): JsonSource {
  const reader = new Reader(text.replace(/^\uFEFF/, ""));
  const value = reader.document();
  return {
    value,
    repeated: reader.repeated,
    lineOf(path) {
      for (let length = path.length; length > 0; length--) {
        const line = reader.lines.get(keyOf(path.slice(0, length)));
        if (line !== undefined) return line;
      }
      return 1;
    },
  };
}

const keyOf = (path: readonly PropertyKey[]): string => JSON.stringify(path.map(String));
const deepest = 64;

class Reader {
  readonly lines = new Map<string, number>();
  readonly repeated: { key: string; line: number; first: number }[] = [];
  readonly #text: string;
  #at = 0;
  /** How far lines have been counted: counting from the top for each value would make a long file take minutes. */
  #counted = { at: 0, line: 1 };

  constructor(text: string) {
    this.#text = text;
  }

  document(): unknown {
    const value = this.#value([]);
    this.#space();
    if (this.#at < this.#text.length) this.#fail("something follows the end of the JSON");
    return value;
  }

  #value(path: PropertyKey[]): unknown {
    this.#space();
    if (!this.lines.has(keyOf(path))) this.lines.set(keyOf(path), this.#line());
    if (path.length > deepest) this.#fail(`more than ${deepest} levels`);
    const next = this.#text[this.#at];
    if (next === "{") return this.#object(path);
    if (next === "[") return this.#array(path);
    const scalar = /"(?:[^"\\\n]|\\.)*"|[-+.\w]+/y;
    scalar.lastIndex = this.#at;
    const word = scalar.exec(this.#text)?.[0];
    if (word === undefined) this.#unexpected("a value is expected");
    try {
      const value: unknown = JSON.parse(word);
      this.#at += word.length;
      return value;
    } catch {
      return this.#fail(`${word.slice(0, 40)} is not a JSON value`);
    }
  }

  #object(path: PropertyKey[]): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    this.#members("}", () => {
      this.#space();
      const line = this.#line();
      if (this.#text[this.#at] !== '"') this.#unexpected("a key in double quotes is expected");
      const key = String(this.#value([...path, "\0key"]));
      this.lines.delete(keyOf([...path, "\0key"]));
      this.#space();
      if (this.#text[this.#at] !== ":") this.#fail(`a colon is expected behind "${key}"`);
      this.#at++;
      const first = Object.hasOwn(object, key) ? this.lines.get(keyOf([...path, key])) : undefined;
      if (first !== undefined) this.repeated.push({ key, line, first });
      this.lines.set(keyOf([...path, key]), line);
      // defineProperty: "__proto__" is a key like any other.
      Object.defineProperty(object, key, { value: this.#value([...path, key]), enumerable: true, configurable: true, writable: true });
    });
    return object;
  }

  #array(path: PropertyKey[]): unknown[] {
    const array: unknown[] = [];
    this.#members("]", () => void array.push(this.#value([...path, array.length])));
    return array;
  }

  #members(end: "}" | "]", readMember: () => void): void {
    this.#at++;
    this.#space();
    if (this.#text[this.#at] === end) return void this.#at++;
    for (;;) {
      readMember();
      this.#space();
      const next = this.#text[this.#at];
      if (next === undefined) this.#fail(`the file ends before ${end}`);
      if (next !== "," && next !== end) this.#unexpected(`a comma or ${end} is expected`);
      const line = this.#line();
      this.#at++;
      if (next === end) return;
      this.#space();
      const behind = this.#text[this.#at] ?? "";
      if (behind === end || behind === ",") this.#fail(`one comma too many: ${behind === end ? `nothing follows it before ${end}` : "another one follows it"}`, line);
    }
  }

  /** What is said to a sign that cannot stand here. */
  #unexpected(expected: string): never {
    const next = this.#text[this.#at];
    if (next === undefined) this.#fail("the file ends in the middle");
    if (next === "/" || next === "#") this.#fail("JSON has no comments");
    this.#fail(next === "'" ? "texts and keys stand in double quotes" : `${expected} before ${JSON.stringify(next)}`);
  }

  #space(): void {
    while (" \t\r\n".includes(this.#text[this.#at] ?? "x")) this.#at++;
  }

  #line(): number {
    let { at, line } = this.#counted;
    for (; at < this.#at; at++) if (this.#text[at] === "\n") line++;
    this.#counted = { at, line };
    return line;
  }

  #fail(message: string, line = this.#line()): never {
    throw new SourceMistake(line, message);
  }
}
