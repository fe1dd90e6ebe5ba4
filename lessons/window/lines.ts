/** A message is 64 KiB at most; what is longer comes from somebody who wants to fill the server's memory, or from a mistake. */
const longestLine = 1024 * 1024;

/** Puts text that comes in pieces together again, line by line; of a line that does not end for 1 MiB only the beginning. */
export class Lines {
  #rest = "";
  #onLine: (line: string) => void;

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  push(text: string): void {
    if (this.#rest.length >= longestLine && !text.includes("\n")) return;
    const lines = (this.#rest + text).split("\n");
    const rest = lines.pop() as string;
    this.#rest = rest.length >= longestLine ? rest.slice(0, longestLine) : rest;
    for (const line of lines) this.#onLine(line);
  }

  /** The last line, if nothing ended it. */
  end(): void {
    const last = this.#rest;
    this.discard();
    if (last !== "") this.#onLine(last);
  }

  /** Forgets the last line that nothing ended. */
  discard(): void {
    this.#rest = "";
  }
}
