import type { LessonLanguage } from "../lesson.ts";
import type { WindowRecord } from "../window/record.ts";

/** What came of one step: proved; wrong; only told to the learner, so that nobody can click it; wanting what this venue does not have; or without a check, so that there is nothing to prove. */
export const stepStatuses = ["proved", "failed", "needs-a-hand", "not-possible", "no-check"] as const;

export type StepStatus = (typeof stepStatuses)[number];

/** What is done to prove a step, in this order; the last three in a fresh environment for each language. `read` stands for a lesson that cannot be read. */
export const stageNames = [
  "read", "prepare", "setup", "begin", "before", "near-miss", "solve", "after-solve", "solve-again", "after-solve-again", "cleanup",
  "before-commands", "commands", "after-commands",
] as const;

export type StageName = (typeof stageNames)[number];

/** What came of one stage. */
export const stageOutcomes = ["ok", "failed", "needs-a-hand", "not-possible"] as const;

/** One thing that was done, and what came of it. */
export interface ProofStage {
  /** Index of the step; -1 for what comes before the first one, the lesson's own setup and the intro. */
  step: number;
  stage: StageName;
  /** In which language, where it matters. */
  language?: LessonLanguage;
  /** The near miss, by its file's name. */
  name?: string;
  outcome: (typeof stageOutcomes)[number];
  /** What the check said, or what went wrong, in one line. */
  message: string;
  /** What the script or the terminals showed, where something went wrong. */
  output?: string;
  seconds: number;
  /** What the check's window has seen, where the step has one and it was opened. */
  window?: WindowRecord;
}

/** One step and all that was done with it. */
export interface StepProof {
  /** From 1, as in the page. */
  number: number;
  title: string;
  status: StepStatus;
  stages: ProofStage[];
}

/** One lesson, proved or not. */
export interface LessonProof {
  lesson: string;
  folder: string;
  languages: LessonLanguage[];
  /** True when every step with a check was proved. */
  proved: boolean;
  seconds: number;
  /** What went wrong before the first step. */
  trouble: ProofStage[];
  steps: StepProof[];
}

/** What the stages of one step say together. */
export function statusOf(stages: readonly ProofStage[], { hasCheck }: { hasCheck: boolean }): StepStatus {
  for (const outcome of ["failed", "not-possible", "needs-a-hand"] as const) if (stages.some((stage) => stage.outcome === outcome)) return outcome;
  return hasCheck && stages.length > 0 ? "proved" : "no-check";
}
