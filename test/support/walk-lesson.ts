import { expect } from "vitest";
import type { Holder } from "../../clusters/holder/holder.ts";
import type { Lesson, LessonLanguage } from "../../lessons/lesson.ts";
import { proveBySolves } from "../../lessons/proof/by-solves.ts";
import { Recorder } from "../../lessons/proof/recorder.ts";
import { prepareLesson } from "../../lessons/scripts.ts";

/** What {@link walkLesson} needs. */
export interface WalkOptions {
  holder: Holder;
  signal: AbortSignal;
  /** What each step's check says before anything was done for it, by the step's index. */
  firstWords: readonly Record<LessonLanguage, RegExp>[];
  /** Called as each stage begins, so that a failure says where. */
  onStage?: (stage: string) => void;
}

/** Goes through a lesson in a fresh environment as its author promises (lessons/proof/by-solves.ts), and finds that each check first says what the step is about. */
export async function walkLesson(lesson: Lesson, { holder, signal, firstWords, onStage }: WalkOptions): Promise<void> {
  const recorder = new Recorder({ onStart: ({ step, stage, language, name }) => onStage?.([lesson.id, `step ${step + 1}:`, stage, name, language].filter(Boolean).join(" ")) });
  await prepareLesson({ lesson, holder, signal });
  await proveBySolves({ lesson, languages: ["ja", "en"], holder, signal, recorder });
  const failed = recorder.stages.filter(({ outcome }) => outcome !== "ok");
  expect(failed, failed.map(({ step, stage, message = "", output = "" }) => `step ${step + 1}, ${stage}: ${message}\n${output}`).join("\n")).toEqual([]);
  for (const [step, { verify }] of lesson.steps.entries()) {
    for (const language of verify ? (["ja", "en"] as const) : []) {
      const said = recorder.stages.find((one) => one.step === step && one.stage === "before" && one.language === language);
      expect(said?.message, `step ${step + 1} in ${language}`).toMatch(firstWords[step]?.[language] ?? /^$/);
    }
  }
}
