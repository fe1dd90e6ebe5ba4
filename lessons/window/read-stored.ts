import { randomBytes } from "node:crypto";
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
  const end = `tatami-end ${randomBytes(8).toString("hex")}`;
  let whole = false;
  const lines = new Lines((line) => {
    if (line === end) whole = true;
    else stored.push(line);
  });
  const source = withEnd(script.source, end);
  const result = await runAsChecker({ holder, script: { ...script, source }, timeoutMs, signal, wholeOutput: true, onOutput: (text) => lines.push(text) });
  lines.end();
  signal.throwIfAborted();
  // Its last words come after all messages, far behind what a result keeps of its output.
  const failure = failureOf({ ...result, output: stored.lastOther ?? "" }, timeoutMs);
  if (failure !== undefined) return failure;
  if (!whole) return "not all of its output arrived; start the check again";
  if (stored.tooMany) return "it printed more messages of this run than were ever sent";
  // Words instead of messages come from a program that failed and was not asked how it ended.
  return (stored.lines === 0 ? stored.firstOther : undefined) ?? stored;
}

/**
 * The script, whose standard error comes behind its output, where it cannot get into the middle of a message, and which says at last that this
 * was all: what is cut off would count as lost. It stays on its lines, so that bash names the author's.
 */
function withEnd(source: string, end: string): string {
  const after = `tatami_code=$?; echo; [ "$tatami_said" = /dev/null ] || { cat "$tatami_said"; rm -f "$tatami_said"; }; [ "$tatami_code" != 0 ] || printf '%s\\n' '${end}'; exit "$tatami_code"`;
  return `tatami_said=$(mktemp 2>/dev/null) || tatami_said=/dev/null; ( ${source}\n) 2>"$tatami_said"; ${after}`;
}
