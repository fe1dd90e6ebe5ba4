import { setTimeout as delay } from "node:timers/promises";
import type { Holder } from "../../clusters/holder/holder.ts";
import { checkStep, type StepAnswer } from "../check.ts";
import type { Lesson, LessonLanguage } from "../lesson.ts";
import type { WindowRecord } from "../window/record.ts";
import type { StageEnd } from "./recorder.ts";

/** What is checked, where. */
export interface Asked {
  lesson: Lesson;
  step: number;
  language: LessonLanguage;
  holder: Holder;
  signal: AbortSignal;
  /** Called with the check's output as it appears, and with how its window goes. */
  onOutput?: (text: string) => void;
}

/** What is said of a check that gives no answer. */
export const brokenCheck = "the check is broken";

/** Between two askings of a check that does not pass yet. */
const againMs = 500;

/** The check must say not yet, in words that match. */
export async function refused(asked: Asked, says?: RegExp): Promise<StageEnd> {
  const { answer, window } = await ask(asked);
  const seen = window && { window };
  if (answer.result === "broken") return { ...seen, outcome: "failed", message: brokenCheck, output: answer.message };
  if (answer.result === "passed") return { ...seen, outcome: "failed", message: "the check passes; it must say that the step is not done yet", output: answer.output };
  if (says && !says.test(answer.message)) return { ...seen, outcome: "failed", message: `the check says ${JSON.stringify(answer.message)}, and that does not match ${says}`, output: answer.output };
  return { ...seen, message: answer.message };
}

/** The check must pass: at once, or as long as it is worth asking again. A window is opened once: its verdict stands. */
export async function passed(asked: Asked, worthWaiting: () => boolean = () => false): Promise<StageEnd> {
  let { answer, window } = await ask(asked);
  while (answer.result === "not-yet" && !window && worthWaiting()) {
    await delay(againMs, undefined, { signal: asked.signal });
    ({ answer, window } = await ask(asked));
  }
  const seen = window && { window };
  if (answer.result === "passed") return { ...seen, message: lastLine(answer.output) };
  if (answer.result === "broken") return { ...seen, outcome: "failed", message: brokenCheck, output: answer.message };
  return { ...seen, outcome: "failed", message: answer.message, output: answer.output };
}

async function ask({ onOutput = () => undefined, ...asked }: Asked): Promise<{ answer: StepAnswer; window?: WindowRecord }> {
  let window: WindowRecord | undefined;
  const onRecord = (record: WindowRecord): void => {
    window = record;
    const { phase, seconds, kills, counts } = record;
    onOutput(`${phase}, ${seconds.length} s: ${kills.length} kills, ${counts.acknowledged} acknowledged, ${counts.received} received\n`);
  };
  const answer = await checkStep({ ...asked, onOutput, window: { onRecord } });
  return { answer, ...(window && { window }) };
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}
