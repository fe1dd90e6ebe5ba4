import type { StepAnswer } from "../check.ts";
import type { LessonLanguage } from "../lesson.ts";
import type { WindowVerdict } from "./record.ts";
import { WindowMistake } from "./window-mistake.ts";
import { WindowRun, type WindowRunOptions } from "./window-run.ts";
import { windowSentence } from "./words.ts";

/** What {@link checkWindow} needs. */
export interface WindowCheckOptions extends WindowRunOptions {
  language: LessonLanguage;
}

/** Goes through a step's window and turns its verdict into the check's answer. Rejects by the signal and when the holder fails. */
export async function checkWindow({ language, ...options }: WindowCheckOptions): Promise<StepAnswer> {
  const { lesson, window } = options;
  try {
    const record = await new WindowRun(options).go();
    const verdict = record.verdict as WindowVerdict;
    const sentence = windowSentence({ ...record, verdict }, window, language);
    return verdict.result === window.expect ? { result: "passed", output: `${sentence}\n` } : { result: "not-yet", message: sentence, output: "" };
  } catch (error) {
    if (!(error instanceof WindowMistake)) throw error;
    return { result: "broken", message: `${lesson}/${error.message}` };
  }
}
