import type { Environment } from "../../clusters/environment.ts";
import type { ScriptOptions, ScriptResult } from "../../clusters/holder/holder.ts";

type Settings = Partial<Pick<ScriptOptions, "user" | "timeoutMs">>;

/** Runs a script in the toolbox as the learner (or the checker), however it ends. */
export async function tryIn(environment: Environment, script: string, { user = "learner", timeoutMs = 60_000 }: Settings = {}): Promise<ScriptResult> {
  return await environment.holder.runScript({ user, script, timeoutMs });
}

/** Runs a script that has to end well; gives its output without the newline at its end. */
export async function runIn(environment: Environment, script: string, settings?: Settings): Promise<string> {
  const { exitCode, timedOut, output } = await tryIn(environment, script, settings);
  if (exitCode !== 0) throw new Error(`In the toolbox: ${script}\n${timedOut ? "did not end in time" : `ended with ${exitCode}`}:\n${output}`);
  return output.trimEnd();
}
