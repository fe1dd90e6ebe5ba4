import { styleText } from "node:util";
import type { Finding } from "./finding.ts";

const marks = { ok: ["green", "ok"], weak: ["yellow", "weak"], missing: ["red", "missing"] } as const;

/** The findings as a table that fits a terminal, the fix below what needs one, and the verdict as the last line. */
export function reportOf(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ name }) => name.length));
  const lines = findings.flatMap(({ name, state, found, fix }) => {
    const [color, word] = marks[state];
    const indent = " ".repeat(width + 13);
    const [first, ...rest] = [...found.split("\n"), ...(fix ? [`→ ${fix}`] : [])];
    return [`  ${name.padEnd(width)}  ${styleText(color, word.padEnd(7))}  ${first}`, ...rest.map((line) => indent + line)];
  });
  return [...lines, "", verdictOf(findings)].join("\n");
}

/** True when nothing is missing without which no environment can be made. */
export function canWork(findings: readonly Finding[]): boolean {
  return findings.every(({ state }) => state !== "missing");
}

function verdictOf(findings: readonly Finding[]): string {
  const names = (state: Finding["state"]) => findings.filter((finding) => finding.state === state).map(({ name }) => name);
  if (!canWork(findings)) return `This venue cannot work yet: ${names("missing").join(", ")}.`;
  const weak = names("weak");
  return weak.length > 0 ? `This venue works; weak: ${weak.join(", ")}.` : "This venue is ready for a workshop.";
}
