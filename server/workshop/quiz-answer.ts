import type { Lesson } from "../../lessons/lesson.ts";
import { renderLine } from "../../lessons/markdown.ts";
import { judgeQuiz } from "../../lessons/quiz/judge.ts";
import { quizzesOf } from "../../lessons/quiz/quizzes-of.ts";
import type { Language, QuizGiven } from "../protocol.ts";
import { Refusal } from "../refusal.ts";

/** A learner's answer to a quiz of the lesson they are in. */
export interface QuizAnswer {
  step: number;
  quiz: number;
  given: QuizGiven;
  /** The language whose options they saw. */
  language: Language;
}

/** What they are told. */
export interface QuizVerdict {
  right: boolean;
  /** Sanitised HTML. */
  said: string[];
}

/** Compares an answer with the author's. Throws Refusal when there is no such quiz. */
export function judgeAnswer(lesson: Lesson, { step, quiz, given }: Omit<QuizAnswer, "language">, language: Language): QuizVerdict {
  const asked = quizzesOf(lesson, step, language)[quiz];
  if (!asked || step > lesson.steps.length) throw new Refusal("bad-request", `step ${step} has no quiz ${quiz}`);
  const { right, said } = judgeQuiz(asked, given);
  return { right, said: said.map((text) => renderLine(text, { file: "index.json", lessonId: lesson.id, language, assetPrefix: "" })) };
}
