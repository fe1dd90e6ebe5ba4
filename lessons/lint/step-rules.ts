import type { Lesson } from "../lesson.ts";
import type { Mistake } from "../mistakes.ts";
import type { JsonSource } from "../json-source.ts";
import { quizCount } from "../quiz/quizzes-of.ts";
import { isOurs } from "./rule.ts";

/** What a step of ours lacks: a check, a solution, a hint, a title. */
export function* stepRules(lesson: Lesson, index: JsonSource): Generator<Mistake> {
  if (!isOurs(lesson)) return;
  for (const [number, step] of lesson.steps.entries()) {
    const at = (message: string): Mistake => ({ file: "index.json", line: index.lineOf(["details", "steps", number]), message: `step ${number + 1} ${message}` });
    if (!step.verify && quizCount(lesson, number) === 0) yield at("has no verify: nobody learns whether it is done");
    if (step.verify && !step.solve) yield at("has no solve: its check cannot be proved, and nobody who is stuck gets on");
    if (!step.hint) yield at("has no hint for the usual mistake");
    if (step.title[lesson.language] === undefined) yield at("has no title");
    if (step.text[lesson.language] === undefined) yield at("has no text");
  }
}
