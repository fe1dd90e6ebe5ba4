import { setTimeout as delay } from "node:timers/promises";
import type { Holder } from "../../clusters/holder/holder.ts";
import { checkStep, type StepAnswer } from "../check.ts";
import type { Lesson, LessonLanguage } from "../lesson.ts";
import type { StageEnd } from "./recorder.ts";

/** What is checked, where. */
export interface Asked {
  lesson: Lesson;
  step: number;
  language: LessonLanguage;
  holder: Holder;
  signal: AbortSignal;
  /** Called with the check's output as it appears. */
  onOutput?: (text: string) => void;
}

/** Between two askings of a check that does not pass yet. */
const againMs = 500;

/** The check must say not yet, in words that match. */
export async function refused(asked: Asked, says?: RegExp): Promise<StageEnd> {
  const answer = await checkStep(asked);
  if (answer.result === "broken") return { outcome: "failed", message: "the check is broken", output: answer.message };
  if (answer.result === "passed") return { outcome: "failed", message: "the check passes; it must say that the step is not done yet", output: answer.output };
  if (says && !says.test(answer.message)) return { outcome: "failed", message: `the check says ${JSON.stringify(answer.message)}, and that does not match ${says}`, output: answer.output };
  return { message: answer.message };
}

/** The check must pass: at once, or as long as it is worth asking again. */
export async function passed(asked: Asked, worthWaiting: () => boolean = () => false): Promise<StageEnd> {
  let answer: StepAnswer = await checkStep(asked);
  while (answer.result === "not-yet" && worthWaiting()) {
    await delay(againMs, undefined, { signal: asked.signal });
    answer = await checkStep(asked);
  }
  if (answer.result === "passed") return { message: lastLine(answer.output) };
  if (answer.result === "broken") return { outcome: "failed", message: "the check is broken", output: answer.message };
  return { outcome: "failed", message: answer.message, output: answer.output };
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}
