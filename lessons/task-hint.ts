import type { Holder } from "../clusters/holder/holder.ts";
import type { Lesson } from "./lesson.ts";
import { plainText } from "./plain-text.ts";
import { stepOf } from "./scripts.ts";

/** What {@link taskHint} needs. */
export interface TaskHintOptions {
  lesson: Lesson;
  /** Index of the step. */
  step: number;
  /** How long the learner has been at this task. */
  seconds: number;
  holder: Holder;
  signal: AbortSignal;
}

/** A hint is looked for again and again: one that takes long is of no use. */
const timeoutMs = 30_000;
/** Characters that a person reads. */
const longest = 1_000;

/** What a challenge's hint script has to say at this moment, without control characters; "" when it says nothing. */
export async function taskHint({ lesson, step, seconds, holder, signal }: TaskHintOptions): Promise<string> {
  const { hintScript } = stepOf(lesson, step);
  if (!hintScript) return "";
  // On the script's own first line, so that bash's messages have the author's line numbers.
  const script = `set -- ${Math.floor(seconds)}; ${hintScript.source}`;
  const { output, timedOut } = await holder.runScript({ user: "learner", script, timeoutMs, signal });
  signal.throwIfAborted();
  return timedOut ? "" : plainText(output).trim().slice(0, longest);
}
