import type { ProofStage } from "../../../lessons/proof/proof.ts";
import { nameOfStage } from "./proof-report.ts";
import type { TestReport } from "./report-files.ts";

/** The suite of what is wrong outside of any lesson. */
const ownSuite = "tatami lesson test";

/** A report as JUnit XML, as CI systems read it: a suite for each lesson, a case for each stage; what nobody could click is skipped, never passed. An error is what was wrong outside of any lesson. */
export function junitOf({ lessons, trouble }: Pick<TestReport, "lessons" | "trouble">): string {
  const suites = lessons.map((proof) => {
    const cases = [
      ...proof.trouble.map((stage) => ({ className: proof.lesson, stage })),
      ...proof.steps.flatMap(({ number, title, stages }) => stages.map((stage) => ({ className: `${proof.lesson}.${number} ${title}`, stage }))),
    ];
    const count = (outcomes: readonly ProofStage["outcome"][]) => cases.filter(({ stage }) => outcomes.includes(stage.outcome)).length;
    const counts = { name: proof.lesson, tests: cases.length, failures: count(["failed"]), skipped: count(["needs-a-hand", "not-possible"]), time: proof.seconds };
    return `  <testsuite${attributes(counts)}>\n${cases.map(caseOf).join("")}  </testsuite>\n`;
  });
  if (trouble.length > 0) {
    const errors = trouble.map((message) => `    <testcase${attributes({ classname: ownSuite, name: "run" })}><error${attributes({ message })}/></testcase>\n`);
    suites.unshift(`  <testsuite${attributes({ name: ownSuite, tests: trouble.length, failures: 0, errors: trouble.length, skipped: 0 })}>\n${errors.join("")}  </testsuite>\n`);
  }
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
