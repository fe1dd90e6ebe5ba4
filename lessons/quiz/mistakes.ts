import type { InLanguages, LessonText } from "../lesson.ts";
import type { Quiz } from "../markdown/quiz.ts";
import type { Mistake } from "../mistakes.ts";
import type { Readings } from "../read-texts.ts";

/** What is wrong with the quizzes of a text, in each of its languages and between them. */
export function quizMistakes(texts: InLanguages<LessonText>, readings: Readings): Mistake[] {
  const written = Object.values(texts).map((text) => ({ text, quizzes: readings.get(text)?.quizzes ?? [] }));
  const mistakes = written.flatMap(({ text, quizzes }) => quizzes.flatMap((quiz) => ofOne(quiz).map((message) => ({ file: text.file, line: lineOf(text, quiz), message }))));
  const [first, second] = written;
  if (first && second && first.quizzes.length !== second.quizzes.length) {
    mistakes.push({ file: second.text.file, line: 1, message: `has ${second.quizzes.length} quizzes where ${first.text.file} has ${first.quizzes.length}` });
  }
  return mistakes;
}

function ofOne({ kind, question, options }: Quiz): string[] {
  const right = options.filter((option) => option.right).length;
  if (right === 0) return [`the quiz "${question}" has no right answer: mark it with ${kind === "one" ? "(*)" : "[*]"}`];
  if (kind === "one" && right > 1) return [`the quiz "${question}" has ${right} right answers where one is to be chosen: use [*] and [ ]`];
  return [];
}

function lineOf({ markdown }: LessonText, { question }: Quiz): number {
  const lines = markdown.split("\n");
  return lines.findIndex((line) => line.trimStart().startsWith(">>") && line.includes(question)) + 1;
}
