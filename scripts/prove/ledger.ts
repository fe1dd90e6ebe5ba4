import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { dirname } from "node:path";

/** One run of a proof, as a line of the ledger. */
export interface ProveRun {
  /** Which run it is, e.g. `first-steps` or `3`. */
  run: string;
  /** The run ended as it has to. */
  proved: boolean;
  /** What came of it, in a few words. */
  result: string;
  seconds: number;
  /** When it ended, ISO 8601. */
  at: string;
  /** Figures of the run, for the table. */
  figures: Record<string, string | number>;
}

/** The runs of one proof on disk, a JSON line each: written when a run has ended, so that an interrupted proof goes on behind the last one. */
export class ProveLedger {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  }

  /** Every run that is written down whole; a line that a killed process left unfinished is none. */
  runs(): ProveRun[] {
    if (!existsSync(this.#file)) return [];
    return readFileSync(this.#file, "utf8").split("\n").flatMap((line) => {
      try {
        return line === "" ? [] : [JSON.parse(line) as ProveRun];
      } catch {
        return [];
      }
    });
  }

  add(run: ProveRun): void {
    // Begins with a line end, so that an unfinished line before it spoils nothing.
    appendFileSync(this.#file, `\n${JSON.stringify(run)}`);
  }

  /** Puts a finished proof aside; the next one begins anew. */
  putAside(): void {
    if (existsSync(this.#file)) renameSync(this.#file, `${this.#file}.before`);
  }
}
