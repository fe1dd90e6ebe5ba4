import type { WindowRecord } from "../protocol.ts";
import type { Database } from "./database.ts";

/** The last window check of a step. */
export interface SavedWindow {
  record: WindowRecord;
  /** Where it ran. */
  environmentId: string;
  /** False while something may still be killing there on its behalf. */
  healed: boolean;
}

/** What was seen in window checks: the last one of each step that had one. */
export class WindowRecords {
  #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** In the order of the steps. */
  of(sessionId: string, lessonId: string): SavedWindow[] {
    return this.#database.readAll("SELECT * FROM window_check WHERE session_id = ? AND lesson_id = ? ORDER BY step", sessionId, lessonId).map((row) => ({
      record: JSON.parse(String(row["record"])) as WindowRecord,
      environmentId: String(row["environment_id"]),
      healed: row["healed"] === 1,
    }));
  }

  /** Takes the place of what was saved of that step. */
  save(sessionId: string, { record, environmentId, healed }: SavedWindow): void {
    this.#database.write(
      "INSERT OR REPLACE INTO window_check (session_id, lesson_id, step, record, environment_id, healed) VALUES (?, ?, ?, ?, ?, ?)",
      sessionId, record.lesson, record.step, JSON.stringify(record), environmentId, healed ? 1 : 0,
    );
  }

  clear(sessionId: string, lessonId: string): void {
    this.#database.write("DELETE FROM window_check WHERE session_id = ? AND lesson_id = ?", sessionId, lessonId);
  }
}
