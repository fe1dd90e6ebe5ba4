import type { PreparationStage } from "./preparation.ts";

/** Runs one stage where no page shows it; `say` gets each detail once. */
export async function runStage(stage: PreparationStage, say: (line: string) => void, signal: AbortSignal): Promise<void> {
  let told = "";
  await stage.run(({ detail }) => {
    if (detail !== undefined && detail !== told) say(detail);
    told = detail ?? told;
  }, signal);
}
