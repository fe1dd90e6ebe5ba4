import type { Lesson, LessonLanguage, LessonPart, LessonText } from "../lesson.ts";
import { readText } from "../markdown.ts";
import { mayHoldQuizzes, type Quiz } from "../markdown/quiz.ts";

const read = new WeakMap<LessonText, readonly Quiz[]>();

/** The quizzes of a step, of the intro (-1) or of the finish (the number of steps), in the language that is shown when this one is asked for. */
export function quizzesOf(lesson: Lesson, step: number, language: LessonLanguage): readonly Quiz[] {
  const part: LessonPart | undefined = step < 0 ? lesson.intro : (lesson.steps[step] ?? lesson.finish);
  const text = part?.text[language] ?? part?.text.en ?? part?.text.ja;
  if (!text) return [];
  const quizzes = read.get(text) ?? (mayHoldQuizzes(text.markdown) ? readText(text.markdown).quizzes : []);
  read.set(text, quizzes);
  return quizzes;
}

/** How many quizzes a step has: as many in one language as in the other. */
export function quizCount(lesson: Lesson, step: number): number {
  return lesson.steps[step] ? quizzesOf(lesson, step, lesson.language).length : 0;
}
