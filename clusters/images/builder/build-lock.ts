import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { poll } from "../../poll.ts";

/** The right to build in a cache folder: a lock of the operating system, so that it is free again however its holder ends. */
export class BuildLock implements Disposable {
  readonly #database: DatabaseSync;

  private constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Waits for another process that builds (a start beside a test run), up to an hour. */
  static async acquire(cacheFolder: string, options: { signal?: AbortSignal; onWait(): void }): Promise<BuildLock> {
    mkdirSync(cacheFolder, { recursive: true });
    let told = false;
    return await poll({ name: `another process that prepares images in ${cacheFolder}`, timeoutMs: 3_600_000, intervalMs: 500, signal: options.signal }, async () => {
      const database = new DatabaseSync(join(cacheFolder, "build-lock.sqlite"));
      try {
        database.exec("PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE");
        return new BuildLock(database);
      } catch (error) {
        database.close();
        if ((error as { errcode?: number }).errcode !== 5) throw error;
        if (!told) options.onWait();
        told = true;
        return undefined;
      }
    });
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }
}
