import type { Database } from "./database.ts";

/** Where a learner is in a lesson. */
export interface Progress {
  /** Index of the step shown; -1 is the intro. */
  step: number;
  /** Indexes of passed steps, ascending. */
  passed: number[];
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
    return { step: row ? Number(row["step"]) : -1, passed: passed.map(({ step }) => Number(step)) };
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

  /** Back to the beginning. */
  clear(sessionId: string, lessonId: string): void {
    this.#database.together(() => {
      this.#database.write("DELETE FROM progress WHERE session_id = ? AND lesson_id = ?", sessionId, lessonId);
      this.#database.write("DELETE FROM passed WHERE session_id = ? AND lesson_id = ?", sessionId, lessonId);
    });
  }
}
