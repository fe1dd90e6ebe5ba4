import type { Terminal } from "@xterm/xterm";

/** Wraps `write` of every xterm in the page: counts what was parsed, and keeps the bytes while asked to. */
export class WriteRecorder {
  /** The terminal that was written to last. */
  terminal: Terminal | undefined;
  /** Bytes parsed since {@link record}. */
  parsed = 0;
  /** When the first and the newest of them were parsed, in milliseconds. */
  first = 0;
  last = 0;
  #kept: Uint8Array[] | undefined;
  #waiting: ((at: number) => void)[] = [];

  constructor(prototype: Terminal) {
    const recorder = this;
    const write = prototype.write;
    prototype.write = function (this: Terminal, data: string | Uint8Array, done?: () => void) {
      recorder.terminal = this;
      if (typeof data !== "string") recorder.#kept?.push(data);
      write.call(this, data, () => {
        recorder.#parsed(data.length);
        done?.();
      });
    };
  }

  /** Forgets what was counted; keeps the bytes from now on. */
  record(): void {
    this.parsed = 0;
    this.first = 0;
    this.#kept = [];
  }

  /** The time of the next parsed write. */
  next(): Promise<number> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** SHA-256, in hex, of the first `count` recorded bytes. */
  async hash(count: number): Promise<string> {
    const whole = new Uint8Array(count);
    let at = 0;
    for (const part of this.#kept ?? []) {
      const wanted = part.subarray(0, count - at);
      whole.set(wanted, at);
      at += wanted.length;
    }
    this.#kept = undefined;
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", whole.subarray(0, at)));
    return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  #parsed(count: number): void {
    this.last = performance.now();
    this.first ||= this.last;
    this.parsed += count;
    for (const wake of this.#waiting.splice(0)) wake(this.last);
  }
}
