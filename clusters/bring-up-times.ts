import { readFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import type { Flavor } from "./environment.ts";

/** How long each step took here the last time, for the estimate that a waiting learner reads. */
export class BringUpTimes {
  readonly #file: string;
  readonly #seconds: Record<string, number>;

  constructor(file: string) {
    this.#file = file;
    this.#seconds = readTimes(file);
  }

  measured(flavor: Flavor, step: string, seconds: number): void {
    this.#seconds[`${flavor}/${step}`] = seconds;
  }

  /** Seconds for the steps given, or nothing when one of them was never measured. */
  left(flavor: Flavor, steps: readonly string[]): { secondsLeft?: number } {
    const known = steps.map((step) => this.#seconds[`${flavor}/${step}`]);
    if (known.some((seconds) => seconds === undefined)) return {};
    return { secondsLeft: known.reduce<number>((sum, seconds) => sum + (seconds ?? 0), 0) };
  }

  async save(): Promise<void> {
    await writeFile(`${this.#file}.new`, JSON.stringify(this.#seconds, undefined, 2));
    await rename(`${this.#file}.new`, this.#file);
  }
}

function readTimes(file: string): Record<string, number> {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Record<string, number>;
  } catch {
    return {}; // None measured yet, or half a file: the next bring-up measures them again.
  }
}
