import { stripVTControlCharacters } from "node:util";
import type { Holder, TerminalAttachment } from "../../clusters/holder/holder.ts";
import { poll } from "../../clusters/poll.ts";
import { typedCommand, typedKeys } from "./typed-command.ts";

const keptText = 64 * 1024;
const firstPromptMs = 60_000;
/** Wide enough that few lines are broken; each terminal of an environment has its own width, which is how a probe in the toolbox tells them apart. */
const firstWidth = 300;
const marker = /\u001b\[\?2004([hl])/g;

/** A terminal of the learner, typed into as the page does, that knows when its shell is ready for the next command. */
export class ProofTerminal implements Disposable {
  readonly name: string;
  readonly width: number;
  /** When it last printed something, by performance.now(). */
  printedAt = performance.now();
  /** True since something was printed after the last typing. */
  printed = false;
  #attachment: TerminalAttachment;
  #raw = "";
  #ended = false;
  /** The shell has a prompt out: it switches bracketed paste on there and off when it has read a line. */
  #idle = false;
  #accepted = true;
  #unfinished = false;
  /** There has been a prompt. */
  #prompted = false;
  #received = 0;
  /** What has come since {@link lookAway}, at most {@link keptText} of it. */
  #fresh = "";

  private constructor(name: string, width: number, attachment: TerminalAttachment) {
    this.name = name;
    this.width = width;
    this.#attachment = attachment;
    attachment.onOutput(({ offset, data }) => {
      this.#received = offset + data.length;
      this.#take(data.toString("utf8"));
    });
    attachment.onClose(() => (this.#ended = true));
  }

  /** Opens it, unless it is open already, and waits for its first prompt; something may have been typed there since. */
  static async open(holder: Holder, name: string, signal: AbortSignal): Promise<ProofTerminal> {
    const size = { columns: firstWidth + Number(name), rows: 50 };
    await holder.openTerminal(name, size);
    const attachment = await holder.attach(name, 0);
    attachment.resize(size);
    const terminal = new ProofTerminal(name, size.columns, attachment);
    await poll({ name: `the prompt of terminal ${name}`, timeoutMs: firstPromptMs, intervalMs: 20, signal }, async () => terminal.#prompted || terminal.#ended);
    return terminal;
  }

  /** The shell has ended, or its environment has. */
  get ended(): boolean {
    return this.#ended;
  }

  /** The shell waits for a command, or has ended. */
  get idle(): boolean {
    return this.#idle || this.#ended;
  }

  /** The last typing was words without a key that ends a line: once there is a prompt, they stand behind it. */
  get unfinished(): boolean {
    return this.#unfinished;
  }

  /** Number of the byte after the last that has come. */
  get received(): number {
    return this.#received;
  }

  /** Milliseconds without output since the last typing. */
  get quietMs(): number {
    return performance.now() - this.printedAt;
  }

  /** The last lines, without control characters. */
  get tail(): string {
    return stripVTControlCharacters(this.#raw).replaceAll("\r", "").split("\n").slice(-25).join("\n").trim();
  }

  /** What has come since {@link lookAway}, without control characters. */
  get fresh(): string {
    return stripVTControlCharacters(this.#fresh).replaceAll("\r", "");
  }

  /** Forgets what is {@link fresh}. */
  lookAway(): void {
    this.#fresh = "";
  }

  /** Types a command and Enter. */
  run(command: string): void {
    this.#type(typedCommand(command, this.#idle));
  }

  /** Types keys without Enter. */
  press(command: string): void {
    this.#type(typedKeys(command));
  }

  [Symbol.dispose](): void {
    this.#attachment[Symbol.dispose]();
  }

  #type(keys: string): void {
    this.printedAt = performance.now();
    this.printed = false;
    this.#unfinished = !/[\r\u0001-\u001a]/.test(keys);
    if (/[\r\u0001-\u001a]/.test(keys)) {
      // A prompt that is out already does not count: the shell must first have read the line. Ctrl-C is answered by a new prompt at once.
      this.#accepted = !this.#idle || keys.startsWith("\u0003");
      this.#idle = false;
    }
    this.#attachment.write(Buffer.from(keys));
  }

  #take(text: string): void {
    this.printedAt = performance.now();
    this.printed = true;
    const seen = this.#raw.slice(-16);
    const begin = seen.length;
    for (const found of (seen + text).matchAll(marker)) {
      if (found.index + found[0].length <= begin) continue;
      if (found[1] === "l") [this.#accepted, this.#idle] = [true, false];
      else [this.#prompted, this.#idle] = [true, this.#idle || this.#accepted];
    }
    this.#raw = (this.#raw + text).slice(-keptText);
    this.#fresh = (this.#fresh + text).slice(-keptText);
  }
}
