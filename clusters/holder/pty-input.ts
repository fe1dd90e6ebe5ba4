import { writeSync } from "node:fs";

const limit = 4 * 1024 * 1024;
const interruptByte = 3;

/** Writes to a pty's master in order: at once while it takes them, later in small steps while the program does not read. */
export class PtyInput {
  readonly #fd: number;
  #queue: Buffer[] = [];
  #queued = 0;
  #timer: NodeJS.Timeout | undefined;
  #waitMs = 2;

  constructor(fd: number) {
    this.#fd = fd;
  }

  /** Ctrl-C drops what is still waiting, as a person who pasted too much wants; beyond 4 MiB waiting, input is dropped. */
  write(data: Buffer): void {
    if (data.length === 1 && data[0] === interruptByte) this.#clear();
    if (this.#queued + data.length > limit) return;
    this.#queue.push(Buffer.from(data));
    this.#queued += data.length;
    if (!this.#timer) this.#drain();
  }

  /** Must be called before the pty is closed. */
  stop(): void {
    this.#clear();
    clearTimeout(this.#timer);
  }

  #clear(): void {
    this.#queue = [];
    this.#queued = 0;
  }

  #drain(): void {
    this.#timer = undefined;
    for (let next = this.#queue[0]; next; next = this.#queue[0]) {
      const written = this.#tryWrite(next);
      if (written === undefined) {
        this.#timer = setTimeout(() => this.#drain(), this.#waitMs);
        this.#waitMs = Math.min(100, this.#waitMs * 2);
        return;
      }
      this.#waitMs = 2;
      this.#queued -= written;
      if (written < next.length) this.#queue[0] = next.subarray(written);
      else this.#queue.shift();
    }
  }

  /** Undefined when the pty takes nothing now; everything when the shell is gone and nobody will ever read. */
  #tryWrite(data: Buffer): number | undefined {
    try {
      return writeSync(this.#fd, data);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === "EAGAIN") return undefined;
      if (code === "EIO" || code === "EBADF") return data.length;
      throw error;
    }
  }
}
