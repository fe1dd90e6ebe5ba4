import { chmodSync, closeSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { migrations } from "./migrations.ts";
import { type StoreError, toStoreError } from "./store-error.ts";

type Row = Record<string, unknown>;

/** The one SQLite file of a state folder. A call that returns has committed: not even SIGKILL or a power cut loses it. Throws StoreError. */
export class Database implements Disposable {
  readonly folder: string;
  /** Called when writing begins to fail, and when it works again. */
  onFailure: (() => void) | undefined;
  #failure: StoreError | undefined;
  #database: DatabaseSync;
  #statements = new Map<string, StatementSync>();

  constructor(folder: string) {
    this.folder = folder;
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const path = join(folder, "tatami.sqlite");
      // SQLite gives its journal the mode of the database: both hold the signing key and are nobody else's business.
      closeSync(openSync(path, "a", 0o600));
      chmodSync(path, 0o600);
      this.#database = new DatabaseSync(path, { timeout: 2_000, enableForeignKeyConstraints: true });
      // One server per state folder: the lock is held for as long as the process lives, and the kernel frees it after SIGKILL.
      this.#database.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -1000;");
      this.#migrate();
    } catch (error) {
      throw toStoreError(error, folder);
    }
  }

  /** What the last write failed with, until one succeeds again. */
  get failure(): StoreError | undefined {
    return this.#failure;
  }

  /** Runs one statement that changes something. */
  write(sql: string, ...values: SQLInputValue[]): void {
    this.#guard(() => this.#prepare(sql).run(...values));
  }

  /** The first row, or undefined. */
  read(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#guard(() => this.#prepare(sql).get(...values), { keepsFailure: true });
  }

  /** Every row. */
  readAll(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#guard(() => this.#prepare(sql).all(...values), { keepsFailure: true });
  }

  /** All of the writes in `work`, or none of them; inside another call of this it is part of that one. */
  together(work: () => void): void {
    if (this.#database.isTransaction) return work();
    this.#guard(() => {
      this.#database.exec("BEGIN IMMEDIATE");
      try {
        work();
        this.#database.exec("COMMIT");
      } catch (error) {
        // SQLite has rolled back by itself after some failures, a full disk among them.
        if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
        throw error;
      }
    });
  }

  [Symbol.dispose](): void {
    this.#statements.clear();
    if (this.#database.isOpen) this.#database.close();
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) this.#statements.set(sql, (statement = this.#database.prepare(sql)));
    return statement;
  }

  #guard<T>(work: () => T, options: { keepsFailure?: boolean } = {}): T {
    try {
      const result = work();
      // What is written in a transaction is on disk when that is.
      if (!options.keepsFailure && !this.#database.isTransaction) this.#setFailure(undefined);
      return result;
    } catch (error) {
      const failure = toStoreError(error, this.folder);
      this.#setFailure(failure);
      throw failure;
    }
  }

  #setFailure(failure: StoreError | undefined): void {
    const changed = this.#failure?.message !== failure?.message;
    this.#failure = failure;
    if (changed) this.onFailure?.();
  }

  #migrate(): void {
    const version = Number(this.read("PRAGMA user_version")?.["user_version"] ?? 0);
    if (version > migrations.length) {
      throw new Error(`it was written by a newer Tatami (version ${version}, this one knows ${migrations.length}); use that one, or another folder with --state`);
    }
    for (let next = version; next < migrations.length; next++) {
      this.together(() => this.#database.exec(`${migrations[next]}; PRAGMA user_version = ${next + 1};`));
    }
  }
}
