import { BringUpError } from "../../clusters/bring-up.ts";
import { PoolClosed } from "../../clusters/pool.ts";
import { LessonScriptError } from "../../lessons/scripts.ts";
import type { EnvironmentFailure, EnvironmentState } from "../protocol.ts";
import { StoreError } from "../store/store-error.ts";

const again = "Try again; if it fails again, tell the workshop's host: the server's log says more.";

const remedies: Record<EnvironmentFailure, string> = {
  "bring-up": again,
  lesson: "Tell the workshop's host: the lesson's author has to look at it.",
  storage: "Tell the workshop's host: the server's disk needs room.",
  closing: "Try again when the server is back.",
  internal: again,
};

/** What the learner is told of an environment that could not be had. */
export function failedState(error: unknown): EnvironmentState {
  const cause = causeOf(error);
  const reason = error instanceof Error ? error.message : String(error);
  return { state: "failed", cause, ...(error instanceof BringUpError && { step: error.step }), reason, remedy: remedies[cause] };
}

function causeOf(error: unknown): EnvironmentFailure {
  if (error instanceof BringUpError) return "bring-up";
  if (error instanceof LessonScriptError) return "lesson";
  if (error instanceof StoreError) return "storage";
  return error instanceof PoolClosed ? "closing" : "internal";
}
