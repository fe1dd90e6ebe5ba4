import type { Quiz, QuizOption } from "../markdown/quiz.ts";

/** What a learner answers: the options' indexes, or a text. */
export type QuizGiven = { chosen: number[] } | { text: string };

/** Whether an answer is right, and what its author says to it (inline markdown). */
export interface QuizJudgement {
  right: boolean;
  /** To a wrong answer only what belongs to what was wrong in it, so that it does not give the rest away. */
  said: string[];
}

/** Compares a learner's answer with its author's. Texts: without spaces around, of whichever width a Japanese keyboard typed them; `===` minds case, `=~=` does not. */
export function judgeQuiz(quiz: Quiz, given: QuizGiven): QuizJudgement {
  const chosen = "text" in given ? [acceptedBy(quiz, given.text)] : [...new Set(given.chosen)].map((index) => quiz.options[index]);
  const right = isRight(quiz, given, chosen);
  return { right, said: chosen.flatMap((option) => (option?.said && option.right === right ? [option.said] : [])) };
}

function isRight(quiz: Quiz, given: QuizGiven, chosen: (QuizOption | undefined)[]): boolean {
  if ((quiz.kind === "text") !== "text" in given || chosen.length === 0 || chosen.some((option) => !option?.right)) return false;
  return quiz.kind !== "several" || chosen.length === quiz.options.filter((option) => option.right).length;
}

function acceptedBy({ kind, options }: Quiz, text: string): QuizOption | undefined {
  if (kind !== "text") return undefined;
  const given = tidy(text);
  return options.find((option) => (option.contains ? given.toLowerCase().includes(tidy(option.text).toLowerCase()) : given === tidy(option.text)));
}

function tidy(text: string): string {
  return text.normalize("NFKC").trim().replace(/\s+/g, " ");
}
