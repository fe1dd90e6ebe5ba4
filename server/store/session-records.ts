import { randomBytes } from "node:crypto";
import type { Database } from "./database.ts";

/** What is kept of one learner's stay. */
export interface SessionRecord {
  id: string;
  nickname: string;
  /** Random; cookie and resume link are derived from it and the signing key, so neither is stored. */
  nonce: Uint8Array;
  /** Milliseconds since 1970, as all times here. */
  createdAt: number;
  lastSeenAt: number;
  /** The lesson the learner is in. */
  lessonId?: string;
}

/** The sessions that have not ended. */
export class SessionRecords {
  #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** A new session, committed. */
  create(nickname: string): SessionRecord {
    const now = Date.now();
    const record = { id: randomBytes(16).toString("base64url"), nickname, nonce: randomBytes(16), createdAt: now, lastSeenAt: now };
    this.#database.write(
      "INSERT INTO session (id, nickname, nonce, created_at, last_seen_at) VALUES (?, ?, ?, ?, ?)",
      record.id, nickname, record.nonce, now, now,
    );
    return record;
  }

  /** Undefined when there never was one, or when it has ended. */
  find(id: string): SessionRecord | undefined {
    const row = this.#database.read("SELECT * FROM session WHERE id = ? AND ended_at IS NULL", id);
    return row && toRecord(row);
  }

  /** The learner is here, or has just gone. */
  seen(id: string): void {
    this.#database.write("UPDATE session SET last_seen_at = ? WHERE id = ?", Date.now(), id);
  }

  /** The lesson the learner is in from now on; undefined for none. */
  enter(id: string, lessonId: string | undefined): void {
    this.#database.write("UPDATE session SET lesson_id = ? WHERE id = ?", lessonId ?? null, id);
  }

  /** Ends the session for good. */
  end(id: string): void {
    this.#database.write("UPDATE session SET ended_at = ?, nonce = zeroblob(16) WHERE id = ? AND ended_at IS NULL", Date.now(), id);
  }
}

function toRecord(row: Record<string, unknown>): SessionRecord {
  return {
    id: String(row["id"]),
    nickname: String(row["nickname"]),
    nonce: row["nonce"] as Uint8Array,
    createdAt: Number(row["created_at"]),
    lastSeenAt: Number(row["last_seen_at"]),
    lessonId: row["lesson_id"] === null ? undefined : String(row["lesson_id"]),
  };
}
