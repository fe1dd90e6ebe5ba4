import { doingOf } from "./doing.ts";
import type { PreparationStage } from "./preparation.ts";

/** Runs one stage where no page shows it; `say` gets each detail once. */
export async function runStage(stage: PreparationStage, say: (line: string) => void, signal: AbortSignal): Promise<void> {
  let told = "";
  await stage.run((now) => {
    const doing = doingOf(now);
    if (doing !== undefined && doing !== told) say(doing);
    told = doing ?? told;
  }, signal);
}
