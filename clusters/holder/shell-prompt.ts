import { readFileSync } from "node:fs";
import type { Ring } from "./ring.ts";

/** Readline switches bracketed paste on when a prompt is out (`h`), and off when it has read a line (`l`). */
const marker = Buffer.from("\u001b[?2004");
const on = 0x68;
const off = 0x6c;

/** Shells that show their prompt in this way; editors and other languages switch the same thing on. */
const shells: readonly string[] = ["bash", "sh", "zsh"];

/** Follows in a terminal's output whether a shell waits for a command there. */
export class ShellPrompt {
  readonly #ring: Ring;
  #read: number;
  #last: number | undefined;

  /** What was printed before byte `from` says nothing. */
  constructor(ring: Ring, from: number) {
    this.#ring = ring;
    this.#read = from;
  }

  /** A prompt is out and no line has been read since. */
  get isOut(): boolean {
    this.#readOn();
    return this.#last === on;
  }

  /** The last thing that happened is that a line was read. */
  get hasRead(): boolean {
    this.#readOn();
    return this.#last === off;
  }

  #readOn(): void {
    const from = Math.max(this.#ring.start, this.#read);
    const text = Buffer.allocUnsafe(this.#ring.end - from);
    this.#ring.copy(from, text.length, text, 0);
    const at = text.lastIndexOf(marker);
    const found = at < 0 ? undefined : text[at + marker.length];
    if (found === on || found === off) this.#last = found;
    // A marker may have come in two pieces.
    this.#read = Math.max(from, this.#ring.end - marker.length);
  }
}

/** True when the program in front of the terminal of this process is a shell, this one or one that was begun in it. */
export function shellInFront(leader: number): boolean {
  try {
    const stat = readFileSync(`/proc/${leader}/stat`, "latin1");
    // Behind the name in brackets: state, parent, group, session, terminal, group in front.
    const front = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[5];
    return shells.includes(readFileSync(`/proc/${front}/comm`, "latin1").trim());
  } catch {
    // One of them has just ended.
    return false;
  }
}
