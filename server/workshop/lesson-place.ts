import { firstPart } from "../../lessons/lesson-parts.ts";
import type { Lesson } from "../../lessons/lesson.ts";
import { quizCount } from "../../lessons/quiz/quizzes-of.ts";
import { Refusal } from "../refusal.ts";
import type { AnsweredQuiz, Progress } from "../store/progress-records.ts";
import type { Store } from "../store/store.ts";

/** Where one learner is: in which lesson, at which step, with which steps passed. Saved before it is believed. */
export class LessonPlace {
  /** The lesson the learner is in. */
  lesson: Lesson | undefined;
  progress: Progress = { step: -1, passed: [], answered: [] };
  /** How many steps of each lesson are passed, by its id. */
  passedCounts: Record<string, number>;
  #sessionId: string;
  #store: Store;

  constructor({ sessionId, store }: { sessionId: string; store: Store }) {
    this.#sessionId = sessionId;
    this.#store = store;
    this.passedCounts = store.progress.passedCounts(sessionId);
  }

  /** The lesson the learner is in. Throws Refusal when there is none. */
  get current(): Lesson {
    if (!this.lesson) throw new Refusal("lesson-unknown", "no lesson is started; choose one first");
    return this.lesson;
  }

  /** Back to where the store says the learner is. */
  restore(lesson: Lesson): void {
    this.lesson = lesson;
    this.#read();
  }

  /** Into a lesson, to where the learner was in it. */
  enter(lesson: Lesson): void {
    this.#store.sessions.enter(this.#sessionId, lesson.id);
    this.restore(lesson);
  }

  /** Out of the lesson; the progress in it is kept. */
  leave(): void {
    this.#store.sessions.enter(this.#sessionId, undefined);
    this.lesson = undefined;
    this.progress = { step: -1, passed: [], answered: [] };
  }

  /** Back to the lesson's beginning, nothing passed. */
  clear(): void {
    const { id } = this.current;
    this.#store.together(() => {
      this.#store.progress.clear(this.#sessionId, id);
      this.#store.windows.clear(this.#sessionId, id);
    });
    this.#read();
  }

  /** To a step. Going on from a step that has no check and no open quiz passes it. Throws Refusal for a step that the lesson does not have. */
  show(step: number): void {
    const lesson = this.current;
    if (step < -1 || step > lesson.steps.length) throw new Refusal("bad-request", `the lesson has steps -1 (intro) to ${lesson.steps.length} (finish), not ${step}`);
    const left = this.progress.step;
    const leftStep = lesson.steps[left];
    this.#store.together(() => {
      this.#store.progress.show(this.#sessionId, lesson.id, step);
      if (leftStep && !leftStep.verify && step > left && this.openQuizzes(lesson, left) === 0) this.#store.progress.pass(this.#sessionId, lesson.id, left);
    });
    this.#read();
  }

  /** A step is passed, also when the learner has gone to another lesson meanwhile. */
  pass(lesson: Lesson, step: number): void {
    this.#store.progress.pass(this.#sessionId, lesson.id, step);
    this.#read();
  }

  /** How many quizzes of a step still want their right answer. */
  openQuizzes(lesson: Lesson, step: number): number {
    const count = quizCount(lesson, step);
    if (count === 0) return 0;
    const { answered } = this.#store.progress.of(this.#sessionId, lesson.id);
    return count - answered.filter((one) => one.step === step && one.quiz < count).length;
  }

  /** A quiz is answered rightly. With the last one, a step that has no check is passed. */
  answer(lesson: Lesson, answered: AnsweredQuiz): void {
    const { step } = answered;
    this.#store.together(() => {
      this.#store.progress.answer(this.#sessionId, lesson.id, answered);
      const done = lesson.steps[step] && !lesson.steps[step].verify && this.openQuizzes(lesson, step) === 0;
      if (done) this.#store.progress.pass(this.#sessionId, lesson.id, step);
    });
    this.#read();
  }

  #read(): void {
    this.passedCounts = this.#store.progress.passedCounts(this.#sessionId);
    if (!this.lesson) return;
    const { step, passed, answered } = this.#store.progress.of(this.#sessionId, this.lesson.id);
    const count = this.lesson.steps.length;
    // A lesson without an intro begins at its first step; the author may have taken steps away since.
    this.progress = { step: Math.min(Math.max(step, firstPart(this.lesson)), count), passed: passed.filter((index) => index < count), answered };
  }
}
