import { fstatSync, ftruncateSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** A file of lines that outlives a full disk: a line that there is no room for is lost, whole, and fails nobody; the store, on the same disk, tells the operator. */
export class LogFile {
  readonly #file: number;

  /** Makes the file, and its folder, if it is missing. */
  constructor(path: string, mode = 0o666) {
    mkdirSync(dirname(path), { recursive: true });
    this.#file = openSync(path, "a", mode);
  }

  /** Adds a line, which ends with its newline. */
  write(line: string): void {
    const bytes = Buffer.from(line);
    let written = 0;
    try {
      while (written < bytes.length) written += writeSync(this.#file, bytes, written);
    } catch {
      if (written > 0) ftruncateSync(this.#file, fstatSync(this.#file).size - written);
    }
  }
}
