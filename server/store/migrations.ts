/** The database's shape, step by step: entry n brings version n to n + 1. Never edit one that was released, add another. */
export const migrations: readonly string[] = [
  `
  CREATE TABLE secret (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;

  CREATE TABLE session (
    id TEXT PRIMARY KEY,
    nickname TEXT NOT NULL,
    nonce BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    lesson_id TEXT,
    ended_at INTEGER
  ) STRICT;

  CREATE TABLE progress (
    session_id TEXT NOT NULL REFERENCES session (id),
    lesson_id TEXT NOT NULL,
    step INTEGER NOT NULL,
    PRIMARY KEY (session_id, lesson_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE passed (
    session_id TEXT NOT NULL REFERENCES session (id),
    lesson_id TEXT NOT NULL,
    step INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (session_id, lesson_id, step)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE lease (
    environment_id TEXT PRIMARY KEY,
    session_id TEXT NOT NULL UNIQUE REFERENCES session (id),
    lesson_id TEXT NOT NULL,
    flavor TEXT NOT NULL CHECK (flavor IN ('shell', 'cluster')),
    prepared INTEGER NOT NULL DEFAULT 0,
    since INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE answered (
    session_id TEXT NOT NULL REFERENCES session (id),
    lesson_id TEXT NOT NULL,
    step INTEGER NOT NULL,
    quiz INTEGER NOT NULL,
    given TEXT NOT NULL,
    PRIMARY KEY (session_id, lesson_id, step, quiz)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE window_check (
    session_id TEXT NOT NULL REFERENCES session (id),
    lesson_id TEXT NOT NULL,
    step INTEGER NOT NULL,
    record TEXT NOT NULL,
    environment_id TEXT NOT NULL,
    healed INTEGER NOT NULL,
    PRIMARY KEY (session_id, lesson_id, step)
  ) STRICT;
  `,
  `
  ALTER TABLE lease ADD COLUMN ends_at INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE lease ADD COLUMN latest_end INTEGER NOT NULL DEFAULT 0;
  `,
];
