import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** How long each recipe took the last time on this machine, kept in a file. */
export class Durations {
  readonly #file: string;
  readonly #seconds: Map<string, number>;

  private constructor(file: string, seconds: Map<string, number>) {
    this.#file = file;
    this.#seconds = seconds;
  }

  /** A file that is missing or damaged is an empty one: it costs the estimate and nothing else. */
  static async read(file: string): Promise<Durations> {
    try {
      const content = Object.entries(JSON.parse(await readFile(file, "utf8")) as object);
      return new Durations(file, new Map(content.filter(([, seconds]) => typeof seconds === "number" && seconds > 0)));
    } catch {
      return new Durations(file, new Map());
    }
  }

  secondsOf(name: string): number | undefined {
    return this.#seconds.get(name);
  }

  async note(name: string, seconds: number): Promise<void> {
    this.#seconds.set(name, Math.max(0.1, Math.round(seconds * 10) / 10));
    await mkdir(dirname(this.#file), { recursive: true });
    await writeFile(this.#file, JSON.stringify(Object.fromEntries(this.#seconds), null, 1));
  }
}
