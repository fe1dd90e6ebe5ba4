import type { SourceFolder } from "../source-folder.ts";
import type { YamlSource } from "../yaml-source.ts";
import type { AssignmentHead } from "./shapes.ts";

/** A quiz of Instruqt's in our own way to write one. */
export function quizText({ title, answers, solution }: AssignmentHead, source: SourceFolder, { yaml, file }: { yaml: YamlSource; file: string }): string {
  const options = (answers ?? []).map((answer) => answer.replace(/\s+/g, " ").trim());
  const right = new Set(solution ?? []);
  if (options.length === 0 || ![...right].some((n) => options[n])) {
    source.lost(file, yaml.lineOf(["solution"]), "the quiz has no answers, or none of them is right: it is left out");
    return "";
  }
  const [open, close] = right.size === 1 ? ["(", ")"] : ["[", "]"];
  const lines = options.map((option, n) => `${open}${right.has(n) ? "*" : " "}${close} ${option || "(nothing)"}`);
  return [`>>Q1: ${(title ?? "").replace(/\s+/g, " ").replace(/<</g, "«").trim() || "Which answer is right?"}<<`, ...lines].join("\n");
}
