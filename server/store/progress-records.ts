import type { QuizGiven } from "../protocol.ts";
import type { Database } from "./database.ts";

/** Where a learner is in a lesson. */
export interface Progress {
  /** Index of the step shown; -1 is the intro. */
  step: number;
  /** Indexes of passed steps, ascending. */
  passed: number[];
  /** Quizzes answered rightly, and how. */
  answered: AnsweredQuiz[];
}

/** A quiz that was answered rightly. */
export interface AnsweredQuiz {
  step: number;
  /** Its number in the step, from 0. */
  quiz: number;
  given: QuizGiven;
}

/** Every learner's way through every lesson they ever started. */
export class ProgressRecords {
  #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  of(sessionId: string, lessonId: string): Progress {
    const row = this.#database.read("SELECT step FROM progress WHERE session_id = ? AND lesson_id = ?", sessionId, lessonId);
    const passed = this.#database.readAll("SELECT step FROM passed WHERE session_id = ? AND lesson_id = ? ORDER BY step", sessionId, lessonId);
    const answered = this.#database.readAll("SELECT step, quiz, given FROM answered WHERE session_id = ? AND lesson_id = ? ORDER BY step, quiz", sessionId, lessonId);
    return {
      step: row ? Number(row["step"]) : -1,
      passed: passed.map(({ step }) => Number(step)),
      answered: answered.map(({ step, quiz, given }) => ({ step: Number(step), quiz: Number(quiz), given: JSON.parse(String(given)) as QuizGiven })),
    };
  }

  /** How many steps are passed in each lesson, by its id. */
  passedCounts(sessionId: string): Record<string, number> {
    const rows = this.#database.readAll("SELECT lesson_id, count(*) AS steps FROM passed WHERE session_id = ? GROUP BY lesson_id", sessionId);
    return Object.fromEntries(rows.map(({ lesson_id, steps }) => [String(lesson_id), Number(steps)]));
  }

  /** The learner looks at this step from now on. */
  show(sessionId: string, lessonId: string, step: number): void {
    this.#database.write(
      "INSERT INTO progress (session_id, lesson_id, step) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET step = excluded.step",
      sessionId, lessonId, step,
    );
  }

  /** The step is passed; the first time counts. */
  pass(sessionId: string, lessonId: string, step: number): void {
    this.#database.write("INSERT OR IGNORE INTO passed (session_id, lesson_id, step, at) VALUES (?, ?, ?, ?)", sessionId, lessonId, step, Date.now());
  }

  /** The quiz is answered rightly; the last right answer counts. */
  answer(sessionId: string, lessonId: string, { step, quiz, given }: AnsweredQuiz): void {
    this.#database.write(
      "INSERT INTO answered (session_id, lesson_id, step, quiz, given) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET given = excluded.given",
      sessionId, lessonId, step, quiz, JSON.stringify(given),
    );
  }

  /** Back to the beginning. */
  clear(sessionId: string, lessonId: string): void {
    this.#database.together(() => {
      this.#database.write("DELETE FROM progress WHERE session_id = ? AND lesson_id = ?", sessionId, lessonId);
      this.#database.write("DELETE FROM answered WHERE session_id = ? AND lesson_id = ?", sessionId, lessonId);
      this.#database.write("DELETE FROM passed WHERE session_id = ? AND lesson_id = ?", sessionId, lessonId);
    });
  }
}
