import { render } from "preact";
import type { QuizPage } from "../../../server/protocol.ts";
import { QuizForm } from "./quiz-form.tsx";
import type { QuizPlace } from "./quizzes.ts";

/** The quizzes of one text. */
export interface TextQuizzes extends Omit<QuizPlace, "quiz"> {
  quizzes: readonly QuizPage[];
  lang: string;
}

/** Puts the forms into the places that the server's HTML has for them; the result takes them out again. */
export function placeQuizzes(content: HTMLElement, { quizzes, lang, lessonId, step }: TextQuizzes): () => void {
  const places = [...content.querySelectorAll<HTMLElement>(".quiz[data-quiz]")];
  for (const place of places) {
    const number = Number(place.dataset.quiz);
    const quiz = quizzes[number];
    if (quiz) render(<QuizForm place={{ lessonId, step, quiz: number }} quiz={quiz} lang={lang} />, place);
  }
  return () => {
    for (const place of places) render(null, place);
  };
}

/** Brings the first quiz that still wants its answer into view, and the keyboard into it. */
export function goToOpenQuiz(): void {
  const field = document.querySelector<HTMLElement>(".quiz-form fieldset:not(:disabled) input");
  field?.closest("form")?.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  field?.focus({ preventScroll: true });
}
