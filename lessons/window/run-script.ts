import type { Holder, ScriptOptions, ScriptResult } from "../../clusters/holder/holder.ts";
import type { LessonScript } from "../lesson.ts";
import { plainText } from "../plain-text.ts";
import { withPrelude } from "../prelude.ts";
import { WindowMistake } from "./window-mistake.ts";

/** What {@link runAsChecker} needs. */
export interface CheckerRun extends Pick<ScriptOptions, "timeoutMs" | "signal" | "onOutput" | "wholeOutput"> {
  holder: Pick<Holder, "runScript">;
  script: LessonScript;
}

/** Runs one of a window's scripts as checker. Throws {@link WindowMistake} for a command that does not exist, or cannot be run. */
export async function runAsChecker({ holder, script, ...options }: CheckerRun): Promise<ScriptResult> {
  const result = await holder.runScript({ user: "checker", script: withPrelude(script.source, "checker"), env: { LC_ALL: "C.UTF-8" }, ...options });
  if (result.exitCode === 126 || result.exitCode === 127) {
    throw new WindowMistake(`${script.file} ended with exit code ${result.exitCode}: ${lastLine(result.output) || "it printed nothing"}`);
  }
  return result;
}

/** Why a script did not end with 0, in a few words; undefined when it did. */
export function failureOf(result: ScriptResult, timeoutMs: number): string | undefined {
  if (result.exitCode === 0) return undefined;
  if (result.timedOut) return `it did not end within ${timeoutMs / 1_000} s`;
  return lastLine(result.output) || `exit code ${result.exitCode ?? "none"}`;
}

function lastLine(output: string): string {
  const lines = plainText(output).split(/[\r\n]+/).map((line) => line.trim());
  return (lines.findLast((line) => line !== "") ?? "").slice(0, 200);
}
