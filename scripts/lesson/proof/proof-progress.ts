import type { ProofStage } from "../../../lessons/proof/proof.ts";
import type { StageStart } from "../../../lessons/proof/recorder.ts";
import { nameOfStage } from "./proof-report.ts";

/** Shows on the terminal what a proof is doing: a line when it begins another way through the lesson, a line for what goes wrong, and the stage of the moment on a line that moves. */
export class ProofProgress {
  readonly #out: NodeJS.WriteStream;
  #way = "";
  #now = "";

  constructor(out: NodeJS.WriteStream) {
    this.#out = out;
  }

  /** Writes a line that stays. */
  line(text: string): void {
    this.#clear();
    this.#out.write(`${text}\n`);
  }

  started(lesson: string, stage: StageStart): void {
    const way = `${lesson}: ${stage.language && /prepare|commands/.test(stage.stage) ? `the commands of its text (${stage.language})` : "its solutions"}`;
    if (stage.stage === "prepare" && way !== this.#way) this.line(`… ${way}`);
    if (stage.stage === "prepare") this.#way = way;
    this.#now = `  ${stage.step < 0 ? "" : `step ${stage.step + 1}: `}${nameOfStage(stage)}`;
    this.#move(this.#now);
  }

  ended(stage: ProofStage): void {
    if (stage.outcome !== "ok") this.line(`  ${stage.outcome === "failed" ? "✖" : "☐"} step ${stage.step + 1}: ${nameOfStage(stage)}: ${stage.message.split("\n")[0]}`);
  }

  /** The last line that a running check has printed. */
  output(text: string): void {
    const last = text.trim().split("\n").at(-1)?.trim();
    if (last) this.#move(`${this.#now}: ${last}`);
  }

  /** Ends the line that moves. */
  done(): void {
    this.#clear();
  }

  #move(text: string): void {
    if (this.#out.isTTY) this.#out.write(`\r\u001b[K${text.slice(0, (this.#out.columns ?? 80) - 1)}`);
  }

  #clear(): void {
    this.#move("");
  }
}
