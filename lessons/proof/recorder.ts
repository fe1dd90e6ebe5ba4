import type { ProofStage } from "./proof.ts";

/** What a stage gives back: nothing special (ok), or what came of it. */
export type StageEnd = Partial<Pick<ProofStage, "outcome" | "message" | "output">> | void;

/** Which stage it is, before anything came of it. */
export type StageStart = Pick<ProofStage, "step" | "stage" | "language" | "name">;

/** Writes down each stage as it ends, and tells whoever watches. */
export class Recorder {
  readonly stages: ProofStage[] = [];
  readonly #onStart: (stage: StageStart) => void;
  readonly #onEnd: (stage: ProofStage) => void;

  constructor({ onStart = () => undefined, onEnd = () => undefined }: { onStart?: (stage: StageStart) => void; onEnd?: (stage: ProofStage) => void } = {}) {
    this.#onStart = onStart;
    this.#onEnd = onEnd;
  }

  /** Does one stage; true when it went well. What it throws is the venue's failure and goes on up. */
  async stage(start: StageStart, work: () => Promise<StageEnd>): Promise<boolean> {
    this.#onStart(start);
    const begin = performance.now();
    const end = (await work()) ?? {};
    const stage: ProofStage = { ...start, outcome: end.outcome ?? "ok", message: end.message ?? "", ...(end.output && { output: end.output }), seconds: Math.round((performance.now() - begin) / 10) / 100 };
    this.stages.push(stage);
    this.#onEnd(stage);
    return stage.outcome === "ok";
  }
}
