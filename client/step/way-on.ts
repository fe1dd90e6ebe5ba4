import type { LessonPage, QuizPage } from "../../server/protocol.ts";

/** How a part of a lesson is left forwards. */
export interface WayOn {
  /** To the next part, or out of the lesson. */
  to: "next" | "end";
  /** What is to be done before that: to go on without it is to skip it. */
  first?: "check" | "quiz";
}

/** The way on from a part, as pages count: -1 intro, the number of steps for the finish. `open`: quizzes of it that want their right answer still. */
export function wayOn(page: LessonPage, part: number, { passed, open }: { passed: boolean; open: number }): WayOn {
  const { steps, finish } = page;
  const to = part >= (finish ? steps.length : steps.length - 1) ? "end" : "next";
  if (passed) return { to };
  if (steps[part]?.hasCheck && to === "next") return { to, first: "check" };
  return open > 0 ? { to, first: "quiz" } : { to };
}

/** The quizzes in the text of a part. */
export function quizzesOf({ intro, steps, finish }: LessonPage, part: number): readonly QuizPage[] {
  return (part < 0 ? intro : (steps[part] ?? finish))?.quizzes ?? [];
}
