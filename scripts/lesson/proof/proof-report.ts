import { type LessonProof, type ProofStage, type StageName, type StepStatus, stepStatuses } from "../../../lessons/proof/proof.ts";

const signs: Record<StepStatus, string> = { "proved": "✔", "failed": "✖", "needs-a-hand": "☐", "not-possible": "–", "no-check": "·" };
const words: Record<StepStatus, string> = { "proved": "", "failed": "", "needs-a-hand": " (needs a hand)", "not-possible": " (not possible at this venue)", "no-check": " (has no check)" };

const stageWords: Record<StageName, string> = {
  "read": "reading the lesson",
  "prepare": "the lesson's setup",
  "setup": "the step's setup",
  "begin": "background and foreground",
  "before": "check, before anything was done",
  "near-miss": "near miss",
  "solve": "solve",
  "after-solve": "check, after solve",
  "solve-again": "solve, a second time",
  "after-solve-again": "check, after the second solve",
  "cleanup": "the step's cleanup",
  "before-commands": "check, before anything was done",
  "commands": "the text's commands",
  "after-commands": "check, after the text's commands",
};

/** One stage as a person says it: `check, after solve`, `near miss wrong-port`, `the text's commands (ja)`. */
export function nameOfStage({ stage, name, language }: Pick<ProofStage, "stage" | "name" | "language">): string {
  return [stageWords[stage], name, language && `(${language})`].filter(Boolean).join(" ");
}

/** What came of a lesson, for a terminal: a line for each step, and below it what went wrong. */
export function reportOf({ lesson, proved, seconds, trouble, steps, languages }: LessonProof): string {
  const lines = [`${proved ? "✔" : "✖"} ${lesson} (${languages.join(", ")}; ${seconds.toFixed(1)} s)`, ...trouble.flatMap(wrong)];
  for (const { number, title, status, stages } of steps) {
    const took = stages.reduce((total, stage) => total + stage.seconds, 0);
    lines.push(`  ${signs[status]} ${number} ${title}${words[status]}${took > 0 ? `  ${took.toFixed(1)} s` : ""}`);
    lines.push(...stages.filter(({ outcome }) => outcome !== "ok").flatMap(wrong));
  }
  return lines.join("\n");
}

/** One line for all lessons. */
export function summaryOf(proofs: readonly LessonProof[]): string {
  const counts = new Map<StepStatus, number>();
  for (const { status } of proofs.flatMap(({ steps }) => steps)) counts.set(status, (counts.get(status) ?? 0) + 1);
  const steps = stepStatuses.flatMap((status) => (counts.has(status) ? [`${counts.get(status)} ${status.replaceAll("-", " ")}`] : []));
  return `${proofs.filter(({ proved }) => proved).length} of ${proofs.length} lesson${proofs.length === 1 ? "" : "s"} proved; steps: ${steps.join(", ") || "none"}`;
}

function wrong(stage: ProofStage): string[] {
  const shown = (stage.output ?? "").trim().split("\n").slice(-12).map((line) => `      | ${line}`);
  return [`    ${nameOfStage(stage)}: ${stage.message}`, ...(stage.output ? shown : [])];
}
