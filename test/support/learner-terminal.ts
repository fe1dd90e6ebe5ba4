import { stripVTControlCharacters } from "node:util";
import { expect } from "vitest";
import type { Holder, TerminalAttachment } from "../../clusters/holder/holder.ts";
import { poll } from "../../clusters/poll.ts";

/** Wide enough that no line is broken. */
const size = { columns: 400, rows: 50 };
const prompt = /learner:\S+ \(\S+\)\$ $/;

/** A terminal of a learner, typed into and read as they would. */
export class LearnerTerminal implements Disposable {
  readonly #attachment: TerminalAttachment;
  #bytes = Buffer.alloc(0);
  #from = 0;

  private constructor(attachment: TerminalAttachment) {
    this.#attachment = attachment;
    attachment.onOutput(({ data }) => {
      this.#bytes = Buffer.concat([this.#bytes, data]);
    });
  }

  /** Opens it, unless it is open already, and waits for its prompt. */
  static async open(holder: Holder, name: string): Promise<LearnerTerminal> {
    await holder.openTerminal(name, size);
    const terminal = new LearnerTerminal(await holder.attach(name, 0));
    terminal.#attachment.resize(size);
    await terminal.see(prompt);
    return terminal;
  }

  /** What has come since the last command was typed, or since {@link lookAway}. */
  get text(): string {
    return stripVTControlCharacters(this.#bytes.subarray(this.#from).toString("utf8")).replaceAll("\r", "");
  }

  /** From now on only what comes is text. */
  lookAway(): void {
    this.#from = this.#bytes.length;
  }

  /** Types without waiting for what comes of it. */
  type(keys: string): void {
    this.lookAway();
    this.#attachment.write(Buffer.from(keys));
  }

  /** Types a command and gives what it printed when the next prompt is there. */
  async run(command: string, timeoutMs = 100_000): Promise<string> {
    this.type(`${command}\r`);
    await this.see(/\n[^]*learner:\S+ \(\S+\)\$ $/, timeoutMs);
    return this.text.replace(/^.*\n/, "").replace(prompt, "");
  }

  /** Presses Ctrl-C, and types a command when the prompt is back; what the interrupted program still says stays in the text. */
  async interrupt(command: string): Promise<void> {
    this.type("\u0003");
    await this.see(prompt);
    this.#attachment.write(Buffer.from(`${command}\r`));
  }

  /** Waits until the text has this. */
  async see(pattern: RegExp, timeoutMs = 60_000): Promise<void> {
    try {
      await poll({ name: `output that has ${pattern}`, timeoutMs, intervalMs: 50 }, async () => pattern.test(this.text));
    } catch (error) {
      expect.fail(`${(error as Error).message}; the terminal shows:\n${this.text.slice(-1_500)}`);
    }
  }

  [Symbol.dispose](): void {
    this.#attachment[Symbol.dispose]();
  }
}
