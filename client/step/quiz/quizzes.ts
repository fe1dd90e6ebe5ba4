import { signal } from "@preact/signals";
import type { QuizGiven } from "../../../server/protocol.ts";
import { ask } from "../../connection.ts";
import { say } from "../../design/toasts.tsx";
import { language } from "../../preferences/language.ts";
import { session } from "../../session.ts";
import { describeTrouble } from "../../trouble.ts";

/** Which quiz: in which lesson, at which step, of which number there. */
export interface QuizPlace {
  lessonId: string;
  step: number;
  quiz: number;
}

/** What a learner has done with a quiz in this page: it outlives the form, which is made anew with the text's other language. */
export interface QuizWork {
  chosen: readonly number[];
  text: string;
  asking: boolean;
  /** What was said to the answer; goes when the answer is changed. Sanitised HTML. */
  verdict?: { right: boolean; said: readonly string[]; language: string };
}

const untouched: QuizWork = { chosen: [], text: "", asking: false };
const works = signal<Readonly<Record<string, QuizWork>>>({});

/** The learner's work at a quiz. */
export function workOn(place: QuizPlace): QuizWork {
  return works.value[keyOf(place)] ?? untouched;
}

/** Takes up another answer; what was said to the one before goes. */
export function change(place: QuizPlace, answer: Partial<Pick<QuizWork, "chosen" | "text">>): void {
  put(place, { ...workOn(place), ...answer, verdict: undefined });
}

/** The right answer that the server knows of; undefined while there is none. */
export function rightAnswer({ lessonId, step, quiz }: QuizPlace): QuizGiven | undefined {
  if (session.value?.lessonId !== lessonId) return undefined;
  return session.value.answered.find((one) => one.step === step && one.quiz === quiz)?.given;
}

/** How many of a step's quizzes want their right answer still. */
export function openQuizzes(step: number, count: number): number {
  return count - (session.value?.answered.filter((one) => one.step === step && one.quiz < count).length ?? 0);
}

/** Asks the server whether an answer is right. */
export async function answerQuiz(place: QuizPlace, given: QuizGiven): Promise<void> {
  const { step, quiz } = place;
  const asked = language.value;
  if (workOn(place).asking) return;
  put(place, { ...workOn(place), asking: true, verdict: undefined });
  const reply = await ask("quiz:answer", { step, quiz, given, language: asked });
  put(place, { ...workOn(place), asking: false, ...(reply.ok && { verdict: { right: reply.right, said: reply.said, language: asked } }) });
  if (!reply.ok) say(describeTrouble(reply.problem), "bad");
}

function put(place: QuizPlace, work: QuizWork): void {
  works.value = { ...works.peek(), [keyOf(place)]: work };
}

function keyOf({ lessonId, step, quiz }: QuizPlace): string {
  return `${lessonId} ${step} ${quiz}`;
}
