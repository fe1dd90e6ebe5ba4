import { expect } from "vitest";
import type { Holder } from "../../clusters/holder/holder.ts";
import { checkStep } from "../../lessons/check.ts";
import type { Lesson, LessonLanguage } from "../../lessons/lesson.ts";
import { cleanupStep, prepareLesson, setupStep, solveStep } from "../../lessons/scripts.ts";
import { runAsLearner } from "./run-as-learner.ts";

/** Something that a learner might do instead of what the step asks for. */
export interface NearMiss {
  /** Index of the step. */
  step: number;
  name: string;
  /** Runs as the learner; must succeed. */
  script: string;
  /** What the check says to it, in English. */
  says: RegExp;
  /** Takes it back before the next one. */
  undo?: string;
}

/** What {@link walkLesson} needs. */
export interface WalkOptions {
  holder: Holder;
  signal: AbortSignal;
  /** What each step's check says before anything was done for it, by the step's index. */
  firstWords: readonly Record<LessonLanguage, RegExp>[];
  nearMisses: readonly NearMiss[];
  /** Called as each stage begins, so that a failure says where. */
  onStage?: (stage: string) => void;
}

/** Goes through a lesson in a fresh environment as its author promises: each check says not yet, and to near misses too, with the right sentence; then solve, passed, solve again, still passed. */
export async function walkLesson(lesson: Lesson, { holder, signal, firstWords, nearMisses, onStage }: WalkOptions): Promise<void> {
  await prepareLesson({ lesson, holder, signal });
  for (const [step, { title, verify, solve }] of lesson.steps.entries()) {
    const at = (stage: string): string => {
      const name = `${lesson.id}, step ${step + 1} (${title.en ?? title.ja}): ${stage}`;
      onStage?.(name);
      return name;
    };
    const asked = { lesson, step, holder, signal };
    const entered = await setupStep(asked);
    if (entered) expect(entered, at("setup")).toMatchObject({ exitCode: 0 });
    if (!verify || !solve) continue;
    for (const language of ["ja", "en"] as const) {
      const stage = at(`before anything was done, in ${language}`);
      expect(await checkStep({ ...asked, language }), stage).toMatchObject({ result: "not-yet", message: expect.stringMatching(firstWords[step]?.[language] ?? /^$/) });
    }
    for (const { name, script, says, undo } of nearMisses.filter((near) => near.step === step)) {
      const stage = at(name);
      expect(await runAsLearner(holder, script, signal), stage).toMatchObject({ exitCode: 0 });
      expect(await checkStep({ ...asked, language: "en" }), stage).toMatchObject({ result: "not-yet", message: expect.stringMatching(says) });
      if (undo) expect(await runAsLearner(holder, undo, signal), `${stage}, undone`).toMatchObject({ exitCode: 0 });
    }
    for (const time of ["first", "second"]) {
      expect(await solveStep(asked), at(`the ${time} solve`)).toMatchObject({ exitCode: 0 });
      expect(await checkStep({ ...asked, language: "ja" }), at(`after the ${time} solve`)).toMatchObject({ result: "passed" });
    }
    const left = await cleanupStep(asked);
    if (left) expect(left, at("cleanup")).toMatchObject({ exitCode: 0 });
  }
}
