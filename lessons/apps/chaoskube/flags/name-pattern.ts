const posixClasses: Record<string, string> = {
  alnum: "0-9A-Za-z", alpha: "A-Za-z", ascii: "\\x00-\\x7F", blank: "\\t ", cntrl: "\\x00-\\x1F\\x7F", digit: "0-9", graph: "!-~",
  lower: "a-z", print: " -~", punct: "!-\\/:-@\\[-`{-~", space: "\\t\\n\\v\\f\\r ", upper: "A-Z", word: "0-9A-Za-z_", xdigit: "0-9A-Fa-f",
};

/** Reads a regular expression in the syntax of Go (RE2), which has no look-around and no back references. Throws an Error with Go's words. */
export function parseNamePattern(text: string): RegExp {
  try {
    return new RegExp(new Translation(text).result(), "u");
  } catch (error) {
    throw error instanceof SyntaxError ? bad("invalid or unsupported syntax", text) : error;
  }
}

function bad(reason: string, part: string): Error {
  return new Error(`error parsing regexp: ${reason}: \`${part}\``);
}

/** Walks over a pattern once, piece by piece, and writes what JavaScript calls the same. */
class Translation {
  readonly #text: string;
  #at = 0;
  #written = "";
  /** For each open group the flags, like `(?i:`, that were turned on inside it. */
  readonly #groups: string[][] = [[]];

  constructor(text: string) {
    this.#text = text;
  }

  result(): string {
    while (this.#at < this.#text.length) this.#piece();
    if (this.#groups.length > 1) throw bad("missing closing )", this.#text);
    return this.#written + this.#closing();
  }

  #piece(): void {
    const sign = this.#text[this.#at];
    if (sign === "\\") this.#written += this.#escape(false);
    else if (sign === "[") this.#written += this.#set();
    else if (sign === "(") this.#open();
    else if (sign === ")") this.#close();
    // Flags that are on stay on in the next alternative.
    else if (sign === "|") this.#take("|", `${this.#closing()}|${this.#flags().join("")}`);
    else if (sign === "{" && /^\{\d+(,\d*)?\}/.test(this.#rest())) this.#take(/^\{[^}]*\}/.exec(this.#rest())?.[0] ?? "");
    else if (sign === "{" || sign === "}" || sign === "]") this.#take(sign, `\\${sign}`);
    else this.#take(String.fromCodePoint(this.#text.codePointAt(this.#at) ?? 0));
  }

  #open(): void {
    const [start = "(", capture, off] = /^\((?:\?(?:P?<(\w+)>|:|([imsU]*-?[imsU]*)([:)])))?/.exec(this.#rest()) ?? [];
    if (start === "(" && this.#text[this.#at + 1] === "?") throw bad("invalid or unsupported Perl syntax", this.#rest().slice(0, 3));
    if (off?.includes("U")) throw bad("this stand-in does not know the flag U", start);
    this.#at += start.length;
    if (off !== undefined && start.endsWith(")")) {
      this.#flags().push(`(?${off}:`);
      this.#written += `(?${off}:`;
      return;
    }
    this.#groups.push([]);
    this.#written += capture ? `(?<${capture}>` : start;
  }

  #close(): void {
    if (this.#groups.length === 1) throw bad("unexpected )", this.#text);
    this.#take(")", `${this.#closing()})`);
    this.#groups.pop();
  }

  #set(): string {
    const start = /^\[\^?\]?/.exec(this.#rest())?.[0] ?? "[";
    this.#at += start.length;
    // A bracket that comes first is one of the signs.
    let written = start.replace("]", "\\]");
    while (this.#text[this.#at] !== "]") {
      const [whole, no, posix] = /^\[:(\^?)([a-z]+):\]/.exec(this.#rest()) ?? [];
      const sign = this.#text[this.#at];
      if (sign === undefined) throw bad("missing closing ]", this.#text);
      if (posix !== undefined) {
        if (no || !(posix in posixClasses)) throw bad("invalid character class range", whole ?? "");
        written += posixClasses[posix];
        this.#at += (whole ?? "").length;
      } else if (sign === "\\") written += this.#escape(true);
      else {
        written += sign === "[" ? "\\[" : sign;
        this.#at += 1;
      }
    }
    this.#at += 1;
    return `${written}]`;
  }

  #escape(inSet: boolean): string {
    const quote = /^\\Q(.*?)(?:\\E|$)/s.exec(this.#rest());
    const [whole = "\\", sign = ""] = /^\\(x\{[0-9A-Fa-f]+\}|x[0-9A-Fa-f]{2}|[pP]\{\^?\w+\}|[pP]\w|.)/su.exec(this.#rest()) ?? [];
    if (quote && !inSet) return this.#step(quote[0], literal(quote[1] ?? ""));
    this.#at += whole.length;
    if (/^x\{/.test(sign)) return `\\u${sign.slice(1)}`;
    if (/^[pP]\w$/.test(sign)) return `\\${sign[0]}{${sign[1]}}`;
    if (/^[pP]/.test(sign)) return /^..\w{1,2}\}$/.test(sign) ? whole : `\\${sign[0]}{Script=${sign.slice(2)}`;
    if (sign === "A" && !inSet) return "(?<![^])";
    if (sign === "z" && !inSet) return "(?![^])";
    if (sign === "a") return "\\x07";
    if (/^(x..|[dDsSwWtnrfv]|[bB])$/.test(sign) && !(inSet && /[bB]/.test(sign))) return whole;
    if (sign === "" || /[A-Za-z0-9]/.test(sign)) throw bad(sign === "" ? "trailing backslash at end of expression" : "invalid escape sequence", whole);
    return literal(sign);
  }

  #take(text: string, written = text): void {
    this.#at += text.length;
    this.#written += written;
  }

  #step(text: string, written: string): string {
    this.#at += text.length;
    return written;
  }

  #rest(): string {
    return this.#text.slice(this.#at);
  }

  #flags(): string[] {
    return this.#groups.at(-1) as string[];
  }

  #closing(): string {
    return ")".repeat(this.#flags().length);
  }
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&").replaceAll("-", "\\x2D");
}
