/** Puts text that comes in pieces together again, line by line. */
export class Lines {
  #rest = "";
  #onLine: (line: string) => void;

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  push(text: string): void {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() as string;
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
