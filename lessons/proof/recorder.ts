import { stripVTControlCharacters } from "node:util";
import type { ProofStage } from "./proof.ts";

/** What a stage gives back: nothing special (ok), or what came of it. */
export type StageEnd = Partial<Pick<ProofStage, "outcome" | "message" | "output" | "window">> | void;

/** Which stage it is, before anything came of it. */
export type StageStart = Pick<ProofStage, "step" | "stage" | "language" | "name">;

/** Writes down each stage as it ends, and tells whoever watches. */
export class Recorder {
  readonly stages: ProofStage[] = [];
  /** What was begun and did not come to an end. */
  #begun: StageStart | undefined;
  readonly #onStart: (stage: StageStart) => void;
  readonly #onEnd: (stage: ProofStage) => void;

  constructor({ onStart = () => undefined, onEnd = () => undefined }: { onStart?: (stage: StageStart) => void; onEnd?: (stage: ProofStage) => void } = {}) {
    this.#onStart = onStart;
    this.#onEnd = onEnd;
  }

  /** Does one stage; true when it went well. What it throws is the venue's failure and goes on up. */
  async stage(start: StageStart, work: () => Promise<StageEnd>): Promise<boolean> {
    this.#onStart(start);
    this.#begun = start;
    const begin = performance.now();
    const end = (await work()) ?? {};
    const stage: ProofStage = { ...start, outcome: end.outcome ?? "ok", message: readable(end.message ?? "", 500), ...(end.output && { output: readable(end.output, 4_000) }), ...(end.window && { window: end.window }), seconds: Math.round((performance.now() - begin) / 10) / 100 };
    this.#write(stage);
    return stage.outcome === "ok";
  }

  /** Forgets all stages but the first so many: what follows them is done again. */
  rewind(count: number): void {
    this.stages.splice(count);
  }

  /** Writes down as failed the stage that something thrown has kept from its end, or the one that would have come next. */
  interrupted(message: string): void {
    const last = this.stages.at(-1);
    this.#write({ ...(this.#begun ?? { step: last?.step ?? -1, stage: last?.stage ?? "prepare" }), outcome: "failed", message: readable(message, 500), seconds: 0 });
  }

  #write(stage: ProofStage): void {
    this.#begun = undefined;
    this.stages.push(stage);
    this.#onEnd(stage);
  }
}

const longestLine = 300;

/** What scripts and terminals print can be anything: no control characters, no endless lines, and the end where there is too much. */
function readable(text: string, limit: number): string {
  const plain = stripVTControlCharacters(text).replace(/[^\P{C}\n\t]/gu, "");
  const lines = plain.split("\n").map((line) => (line.length > longestLine ? `${line.slice(0, longestLine)} …` : line));
  return lines.join("\n").slice(-limit);
}
