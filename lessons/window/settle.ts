import { setTimeout as delay } from "node:timers/promises";
import type { Holder } from "../../clusters/holder/holder.ts";
import type { WindowLimits } from "./limits.ts";
import { failureOf, runAsChecker } from "./run-script.ts";
import type { LessonWindow } from "./window.ts";

const againMs = 1_000;

/** Waits until the author's `settled` ends with 0; undefined when it has, else what was missing to the end. Rejects by the signal. */
export async function waitUntilSettled(
  { settled: script }: LessonWindow,
  { holder, limits, signal }: { holder: Pick<Holder, "runScript">; limits: WindowLimits; signal: AbortSignal },
): Promise<string | undefined> {
  if (!script) return undefined;
  const latest = performance.now() + limits.settleMs;
  for (;;) {
    const reason = failureOf(await runAsChecker({ holder, script, timeoutMs: limits.settledMs, signal }), limits.settledMs);
    signal.throwIfAborted();
    if (reason === undefined) return undefined;
    if (performance.now() >= latest) return `after ${limits.settleMs / 1_000} s: ${reason}`;
    await delay(againMs, undefined, { signal });
  }
}
