import type { Flavor } from "../../clusters/environment.ts";
import type { Database } from "./database.ts";

/** Which environment a session has. */
export interface LeaseRecord {
  environmentId: string;
  sessionId: string;
  lessonId: string;
  flavor: Flavor;
  /** False until the lesson's own files and scripts are in place. */
  prepared: boolean;
  /** When the environment was handed out, when it ends, and the last moment that this can be moved to; the last two are 0 in a lease from before there were clocks. */
  clock: { since: number; endsAt: number; latest: number };
}

/** The environments that are handed out: what the next run of the server takes back. */
export class LeaseRecords {
  #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  all(): LeaseRecord[] {
    return this.#database.readAll("SELECT * FROM lease ORDER BY since").map((row) => ({
      environmentId: String(row["environment_id"]),
      sessionId: String(row["session_id"]),
      lessonId: String(row["lesson_id"]),
      flavor: row["flavor"] as Flavor,
      prepared: row["prepared"] === 1,
      clock: { since: Number(row["since"]), endsAt: Number(row["ends_at"]), latest: Number(row["latest_end"]) },
    }));
  }

  /** A session has one environment at most. */
  add(lease: LeaseRecord): void {
    this.#database.write(
      "INSERT OR REPLACE INTO lease (environment_id, session_id, lesson_id, flavor, prepared, since, ends_at, latest_end) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      lease.environmentId, lease.sessionId, lease.lessonId, lease.flavor, lease.prepared ? 1 : 0, lease.clock.since, lease.clock.endsAt, lease.clock.latest,
    );
  }

  /** The environment ends later. */
  setEnd(environmentId: string, endsAt: number): void {
    this.#database.write("UPDATE lease SET ends_at = ? WHERE environment_id = ?", endsAt, environmentId);
  }

  /** The lesson's own files and scripts are in place. */
  markPrepared(environmentId: string): void {
    this.#database.write("UPDATE lease SET prepared = 1 WHERE environment_id = ?", environmentId);
  }

  remove(environmentId: string): void {
    this.#database.write("DELETE FROM lease WHERE environment_id = ?", environmentId);
  }
}
