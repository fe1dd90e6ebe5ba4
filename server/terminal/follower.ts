import type { TerminalAttachment, TerminalSize } from "../../clusters/holder/holder.ts";
import { terminalWindowBytes } from "../protocol.ts";

/**
 * Below this the output goes on. Close to the window: where a browser draws in software, its main thread answers once in a frame of 40 ms, and
 * all that is not under way then is throughput lost. What a client leaves unacknowledged, an eighth of the window at most, must stay below.
 */
const resumeBytes = (terminalWindowBytes / 4) * 3;

/** What a follower tells: output, and how it ended (`exitCode` undefined: the toolbox is gone, or the viewer was too slow for what is kept). */
export interface FollowerListener {
  output: (chunk: { offset: number; data: Buffer }) => void;
  closed: (end: { exitCode?: number }) => void;
}

/** One viewer of one terminal: hands on output with at most {@link terminalWindowBytes} not yet acknowledged. */
export class Follower implements Disposable {
  readonly #attachment: TerminalAttachment;
  #sent: number;
  #acknowledged: number;
  #paused = false;
  /** The viewer's own window size, whatever size another viewer has given the terminal since. */
  size: TerminalSize;

  constructor(attachment: TerminalAttachment, size: TerminalSize) {
    this.#attachment = attachment;
    this.#sent = attachment.start;
    this.#acknowledged = attachment.start;
    this.size = size;
  }

  start(listener: FollowerListener): void {
    this.#attachment.onClose((end) => listener.closed(end));
    this.#attachment.onOutput((chunk) => {
      this.#sent = chunk.offset + chunk.data.length;
      listener.output(chunk);
      this.#adjust();
    });
  }

  /** Everything before `offset` was drawn; what was not sent cannot have been. */
  acknowledge(offset: number): void {
    if (offset > this.#sent || offset <= this.#acknowledged) return;
    this.#acknowledged = offset;
    this.#adjust();
  }

  write(data: Uint8Array): void {
    this.#attachment.write(data);
  }

  resize(size: TerminalSize): void {
    this.size = size;
    this.#attachment.resize(size);
  }

  [Symbol.dispose](): void {
    this.#attachment[Symbol.dispose]();
  }

  #adjust(): void {
    const open = this.#sent - this.#acknowledged;
    if (!this.#paused && open >= terminalWindowBytes) {
      this.#paused = true;
      this.#attachment.pause();
    } else if (this.#paused && open < resumeBytes) {
      this.#paused = false;
      this.#attachment.resume();
    }
  }
}
