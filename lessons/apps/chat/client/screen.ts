import { createInterface, cursorTo, clearLine, type Interface } from "node:readline";

/** The terminal: lines appear above what the learner is writing. Without a terminal, plain lines. */
export class Screen {
  readonly #readline: Interface;
  readonly #terminal = Boolean(process.stdin.isTTY && process.stdout.isTTY);

  constructor(on: { line(text: string): void; end(): void }) {
    this.#readline = createInterface({ input: process.stdin, output: this.#terminal ? process.stdout : undefined, terminal: this.#terminal, prompt: "> " });
    this.#readline.on("line", (text) => {
      on.line(text);
      this.#prompt();
    });
    // Ctrl-C ends as Ctrl-D does.
    this.#readline.on("SIGINT", () => this.#readline.close());
    this.#readline.once("close", () => on.end());
    this.#prompt();
  }

  print(line: string): void {
    if (this.#terminal) {
      cursorTo(process.stdout, 0);
      clearLine(process.stdout, 0);
    }
    process.stdout.write(`${line}\n`);
    this.#prompt();
  }

  #prompt(): void {
    if (this.#terminal) this.#readline.prompt(true);
  }
}
