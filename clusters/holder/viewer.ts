import type { Socket } from "node:net";
import type { Ring } from "./ring.ts";
import { frameHead, frameKind, frameLimit, headFrame, note } from "./wire.ts";

/** Bytes that may be under way to the other side: the kernel alone would take twice as much, and all of it delays the answer to Ctrl-C. */
const windowBytes = 96 * 1024;

/** One connection that follows a terminal. It sends from the ring by position, so a slow one costs no memory beyond two frames. */
export class Viewer {
  readonly #socket: Socket;
  readonly #ring: Ring;
  #position: number;
  /** Everything before this has arrived on the other side. */
  #seen: number;
  #exitCode: number | undefined;
  #finishing = false;

  constructor(socket: Socket, ring: Ring, position: number) {
    this.#socket = socket;
    this.#ring = ring;
    this.#position = position;
    this.#seen = position;
  }

  /** Bytes of output that have not been sent. */
  get behind(): number {
    return this.#ring.end - this.#position;
  }

  /** The other side has taken everything before this number. Throws when it cannot have. */
  see(offset: number): void {
    if (!Number.isInteger(offset) || offset > this.#position) throw new Error(`byte ${offset} was not sent`);
    this.#seen = Math.max(this.#seen, offset);
    this.flush();
  }

  /** Sends as much as the other side takes now; the rest follows at its next `drain` or {@link see}. */
  flush(): void {
    while (this.behind > 0 && this.#position - this.#seen < windowBytes && !this.#socket.writableNeedDrain && !this.#socket.destroyed) {
      if (this.#position < this.#ring.start) {
        // Others read on and this one fell off the ring: it must attach again, and is then told of the gap.
        this.#socket.destroy();
        return;
      }
      const count = Math.min(this.behind, frameLimit, windowBytes - (this.#position - this.#seen));
      const whole = Buffer.allocUnsafeSlow(frameHead + count);
      this.#ring.copy(this.#position, count, whole, frameHead);
      this.#position += count;
      this.#socket.write(headFrame(whole, frameKind.bytes));
    }
    if (this.#finishing && this.behind === 0 && this.#socket.writable) this.#socket.end(note({ exitCode: this.#exitCode }));
  }

  /** After the rest of the output, tells how the shell ended, and ends. */
  finish(exitCode: number): void {
    this.#exitCode = exitCode;
    this.#finishing = true;
    this.flush();
  }
}
