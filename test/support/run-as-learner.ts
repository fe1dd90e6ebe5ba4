import type { Holder, ScriptResult } from "../../clusters/holder/holder.ts";

/** Runs a script as the learner to its end, as if they had typed it; what it starts in the background lives on. */
export function runAsLearner(holder: Holder, script: string, signal: AbortSignal): Promise<ScriptResult> {
  return holder.runScript({ user: "learner", script: `set -e\n${script}`, timeoutMs: 120_000, signal });
}
