import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** How long each stage took the last time it succeeded on this machine. */
export class StageTimes {
  readonly #file: string;
  #seconds: Record<string, number> = {};

  constructor(file: string) {
    this.#file = file;
  }

  /** Reads what earlier starts noted; a file that is missing or damaged is an empty one. */
  async read(): Promise<void> {
    try {
      const content: unknown = JSON.parse(await readFile(this.#file, "utf8"));
      this.#seconds = Object.fromEntries(Object.entries(content as object).filter(([, seconds]) => typeof seconds === "number"));
    } catch {
      this.#seconds = {};
    }
  }

  /** Seconds, rounded up; undefined when this stage never succeeded here. */
  secondsOf(id: string): number | undefined {
    const seconds = this.#seconds[id];
    return seconds === undefined ? undefined : Math.ceil(seconds);
  }

  /** Keeps a time for the next start; not being able to write it costs the estimate and nothing else. */
  async note(id: string, seconds: number): Promise<void> {
    this.#seconds[id] = Math.round(seconds * 10) / 10;
    await mkdir(dirname(this.#file), { recursive: true })
      .then(() => writeFile(this.#file, JSON.stringify(this.#seconds)))
      .catch(() => undefined);
  }
}
