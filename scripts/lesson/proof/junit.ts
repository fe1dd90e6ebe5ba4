import type { LessonProof, ProofStage } from "../../../lessons/proof/proof.ts";
import { nameOfStage } from "./proof-report.ts";

/** The proofs as JUnit XML, as CI systems read it: a suite for each lesson, a case for each stage; what nobody could click is skipped, never passed. */
export function junitOf(proofs: readonly LessonProof[]): string {
  const suites = proofs.map((proof) => {
    const cases = [
      ...proof.trouble.map((stage) => ({ className: proof.lesson, stage })),
      ...proof.steps.flatMap(({ number, title, stages }) => stages.map((stage) => ({ className: `${proof.lesson}.${number} ${title}`, stage }))),
    ];
    const count = (outcomes: readonly ProofStage["outcome"][]) => cases.filter(({ stage }) => outcomes.includes(stage.outcome)).length;
    const counts = { name: proof.lesson, tests: cases.length, failures: count(["failed"]), skipped: count(["needs-a-hand", "not-possible"]), time: proof.seconds };
    return `  <testsuite${attributes(counts)}>\n${cases.map(caseOf).join("")}  </testsuite>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join("")}</testsuites>\n`;
}

function caseOf({ className, stage }: { className: string; stage: ProofStage }): string {
  const open = `    <testcase${attributes({ classname: className, name: nameOfStage(stage), time: stage.seconds })}`;
  if (stage.outcome === "ok") return `${open}/>\n`;
  if (stage.outcome !== "failed") return `${open}><skipped${attributes({ message: stage.message })}/></testcase>\n`;
  return `${open}><failure${attributes({ message: stage.message })}>${escaped(stage.output ?? "")}</failure></testcase>\n`;
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values).map(([name, value]) => ` ${name}="${escaped(String(value))}"`).join("");
}

/** XML has no place for most control characters, escaped or not. */
function escaped(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd]/g, "").replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
