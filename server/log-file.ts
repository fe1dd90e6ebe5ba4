import { closeSync, fstatSync, ftruncateSync, mkdirSync, openSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** How a {@link LogFile} is made. */
export interface LogFileOptions {
  /** Permissions of a file that is made. */
  mode?: number;
  /** Before it would grow beyond so many bytes it becomes `PATH.1`, in the place of the one before: both together are bounded. */
  maxBytes?: number;
}

/** A file of lines that outlives a full disk: a line that there is no room for is lost, whole, and fails nobody; the store, on the same disk, tells the operator. */
export class LogFile {
  readonly #path: string;
  readonly #mode: number;
  readonly #maxBytes: number;
  #file: number;
  #size: number;

  /** Makes the file, and its folder, if it is missing. */
  constructor(path: string, { mode = 0o666, maxBytes = 32 * 2 ** 20 }: LogFileOptions = {}) {
    this.#path = path;
    this.#mode = mode;
    this.#maxBytes = maxBytes;
    mkdirSync(dirname(path), { recursive: true });
    this.#file = openSync(path, "a", mode);
    this.#size = fstatSync(this.#file).size;
  }

  /** Adds a line, which ends with its newline. */
  write(line: string): void {
    const bytes = Buffer.from(line);
    let written = 0;
    try {
      if (this.#size > 0 && this.#size + bytes.length > this.#maxBytes) this.#begin();
      while (written < bytes.length) written += writeSync(this.#file, bytes, written);
      this.#size += written;
    } catch {
      if (written > 0) ftruncateSync(this.#file, fstatSync(this.#file).size - written);
    }
  }

  /** Begins a new file, which is there before the old one gives up its name: on a full disk nothing changes. */
  #begin(): void {
    const next = openSync(`${this.#path}.new`, "a", this.#mode);
    renameSync(this.#path, `${this.#path}.1`);
    renameSync(`${this.#path}.new`, this.#path);
    closeSync(this.#file);
    this.#file = next;
    this.#size = 0;
  }
}
