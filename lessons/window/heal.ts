import type { Holder } from "../../clusters/holder/holder.ts";
import { failureOf } from "./run-script.ts";
import type { LessonWindow } from "./window.ts";

/**
 * Ends the killing, as the learner; undefined when it is ended, else why not. It has a time limit and no signal: whoever is in a hurry
 * would leave the killing behind.
 */
export async function healWindow({ heal }: LessonWindow, { holder, timeoutMs }: { holder: Pick<Holder, "runScript">; timeoutMs: number }): Promise<string | undefined> {
  if (!heal) return undefined;
  return failureOf(await holder.runScript({ user: "learner", script: heal.source, timeoutMs }), timeoutMs);
}
