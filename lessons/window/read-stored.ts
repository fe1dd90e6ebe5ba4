import type { Holder } from "../../clusters/holder/holder.ts";
import { StoredMessages } from "./history/stored-messages.ts";
import { Lines } from "./lines.ts";
import { failureOf, runAsChecker } from "./run-script.ts";
import type { LessonWindow } from "./window.ts";

/** Reads what is stored of a run by the author's `read`; the text says why it could not be read. Rejects by the signal. */
export async function readStored(
  { read: script }: LessonWindow,
  { run, holder, timeoutMs, signal }: { run: string; holder: Pick<Holder, "runScript">; timeoutMs: number; signal: AbortSignal },
): Promise<StoredMessages | string> {
  const stored = new StoredMessages(run);
  const lines = new Lines((line) => stored.push(line));
  const result = await runAsChecker({ holder, script, timeoutMs, signal, wholeOutput: true, onOutput: (text) => lines.push(text) });
  lines.end();
  signal.throwIfAborted();
  // Words instead of messages come from a program that failed and was not asked how it ended.
  return failureOf(result, timeoutMs) ?? (stored.lines === 0 ? stored.firstOther : undefined) ?? stored;
}
