import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** What a test's program is given. */
export interface ChildOptions {
  args?: readonly string[];
  env?: Record<string, string>;
  /** The program's own idea of its name, where it is not that of the file. */
  argv0?: string;
}

/** A program that a test runs beside itself, with what it has said. It is ended with the test, by its id. */
export class ChildProgram implements AsyncDisposable {
  readonly pid: number;
  /** Standard output and standard error, the last 256 KiB. */
  output = "";
  readonly #child: ChildProcess;

  constructor(file: string, { args = [], env = {}, argv0 }: ChildOptions = {}) {
    this.#child = spawn(file, args, { env: { ...process.env, ...env }, argv0, stdio: ["pipe", "pipe", "pipe"] });
    this.#child.once("error", (error) => (this.output += `\n${error.message}`));
    // What is written to a program that has ended is nobody's error but the test's, which looks at what came of it.
    this.#child.stdin?.on("error", () => undefined);
    this.pid = this.#child.pid ?? 0;
    for (const stream of [this.#child.stdout, this.#child.stderr]) stream?.setEncoding("utf8").on("data", (text: string) => (this.output = (this.output + text).slice(-262_144)));
  }

  /** Waits for a part of the output; throws with all of it when the program ends before, or after the limit. */
  async says(pattern: RegExp, limitMs = 60_000): Promise<RegExpMatchArray> {
    const limit = AbortSignal.timeout(limitMs);
    for (;;) {
      const found = pattern.exec(this.output);
      if (found) return found;
      if (this.ended) throw new Error(`it ended without saying ${pattern}:\n${this.output}`);
      const streams = [this.#child.stdout, this.#child.stderr].filter((stream) => stream !== null);
      const heard = new AbortController();
      const signal = AbortSignal.any([limit, heard.signal]);
      await Promise.any([...streams.map((stream) => once(stream, "data", { signal })), once(this.#child, "close", { signal })]).catch(() => undefined);
      heard.abort();
      if (limit.aborted) throw new Error(`it did not say ${pattern} within ${limitMs / 1_000} s:\n${this.output}`);
    }
  }

  write(text: string): void {
    this.#child.stdin?.write(text);
  }

  /** Ends its standard input. */
  closeInput(): void {
    this.#child.stdin?.end();
  }

  get ended(): boolean {
    return this.pid === 0 || this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** Sends a signal and waits until the program is gone; gives its exit code. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    if (this.ended) return this.#child.exitCode;
    this.#child.kill(signal);
    return this.gone();
  }

  /** Waits until it has ended by itself. */
  async gone(): Promise<number | null> {
    if (!this.ended) await once(this.#child, "exit");
    return this.#child.exitCode;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end("SIGKILL");
  }
}
