import type { Stage } from "../../server/protocol.ts";
import { doingOf } from "./doing.ts";

const titles: Record<string, string> = {
  docker: "Docker",
  host: "This machine",
  images: "Images",
  environments: "Warm environments",
};

/** Shows stages in the terminal: every change of a state as a line that stays and, on a real terminal, a moving line below. */
export class TerminalProgress {
  readonly #out: NodeJS.WriteStream;
  readonly #states = new Map<string, string>();
  #moving = "";

  constructor(out: NodeJS.WriteStream) {
    this.#out = out;
  }

  /** Draws what changed since the last call. */
  show(stages: readonly Stage[]): void {
    for (const stage of stages) {
      // A stage that is tried again keeps its failure, and the same failure is said once.
      const state = stage.failure ? stage.failure.reason : stage.state;
      if (this.#states.get(stage.id) !== state) this.line(lineOf(stage, this.#out.isTTY));
      this.#states.set(stage.id, state);
    }
    const running = stages.find(({ state }) => state === "running");
    this.#move(running ? movingLine(running, this.#out.columns ?? 80) : "");
  }

  /** Writes one line above the moving one. */
  line(text: string | undefined): void {
    if (text === undefined) return;
    const moving = this.#moving;
    this.#move("");
    this.#out.write(`${text}\n`);
    this.#move(moving);
  }

  #move(text: string): void {
    if (!this.#out.isTTY || text === this.#moving) return;
    this.#out.write(`\r\x1b[K${text}`);
    this.#moving = text;
  }
}

/** A state worth a line; on a terminal the moving line says that a stage runs. */
function lineOf(stage: Stage, isTTY: boolean): string | undefined {
  const title = titles[stage.id] ?? stage.id;
  if (stage.state === "done") return `  ✔ ${title}`;
  if (stage.failure) return `  ✖ ${title}: ${stage.failure.reason}\n    → ${stage.failure.remedy}`;
  return isTTY || stage.state === "waiting" ? undefined : `  … ${title}${remaining(stage)}`;
}

function movingLine(stage: Stage, columns: number): string {
  const filled = Math.round(Math.min(1, Math.max(0, stage.progress)) * 20);
  const bar = "█".repeat(filled) + "░".repeat(20 - filled);
  const doing = doingOf(stage);
  return `  ${bar} ${titles[stage.id] ?? stage.id}${doing ? `: ${doing}` : ""}${remaining(stage)}`.slice(0, columns - 1);
}

function remaining({ secondsLeft }: Stage): string {
  if (secondsLeft === undefined) return "";
  return secondsLeft < 90 ? ` (about ${Math.ceil(secondsLeft)} s)` : ` (about ${Math.ceil(secondsLeft / 60)} min)`;
}
