import { createHash } from "node:crypto";
import { poll } from "../../clusters/poll.ts";
import type { TerminalScreen } from "../../client/terminal/terminal-line.ts";
import { TerminalLine } from "../../client/terminal/terminal-line.ts";
import type { TerminalState } from "../../client/terminal/terminal-state.ts";
import type { ClientSocket } from "./terminal-server.ts";

/** What the page has instead of a browser here: the page's own TerminalLine, and a screen that hashes and keeps the newest text. */
export class HashingScreen implements TerminalScreen {
  readonly line: TerminalLine;
  readonly states: TerminalState[] = [];
  readonly gaps: number[] = [];
  hash = createHash("sha256");
  bytes = 0;
  text = "";
  cleared = 0;
  /** While true, nothing is parsed: `done` is called when it becomes false. */
  #held = false;
  #waiting: (() => void)[] = [];

  constructor(socket: ClientSocket, terminal = "main") {
    this.line = new TerminalLine({ socket, terminal, screen: this, onState: (state) => void this.states.push(state) });
    this.line.attach();
  }

  size() {
    return { columns: 80, rows: 24 };
  }

  write(data: Uint8Array, done: () => void): void {
    this.hash.update(data);
    this.bytes += data.length;
    this.text = (this.text + Buffer.from(data).toString("latin1")).slice(-65_536);
    if (this.#held) this.#waiting.push(done);
    else setImmediate(done);
  }

  gap(bytes: number): void {
    this.gaps.push(bytes);
  }

  clear(): void {
    this.cleared += 1;
    this.text = "";
  }

  hold(): void {
    this.#held = true;
  }

  release(): void {
    this.#held = false;
    for (const done of this.#waiting.splice(0)) done();
  }

  async see(pattern: RegExp, timeoutMs = 30_000): Promise<void> {
    await this.when(`output that has ${pattern}`, () => pattern.test(this.text), timeoutMs);
  }

  async when(name: string, is: () => boolean, timeoutMs = 30_000): Promise<void> {
    await poll({ name, timeoutMs, intervalMs: 5 }, async () => is());
  }
}
