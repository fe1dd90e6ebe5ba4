import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** Another process serves from this state folder. */
export class StateInUse extends Error {
  override readonly name = "StateInUse";
  /** Process id and address of the other one, as far as it wrote them down. */
  readonly owner: StateOwner;

  constructor(folder: string, owner: StateOwner) {
    super(`Another Tatami${owner.url ? ` (${owner.url})` : ""}${owner.pid ? `, process ${owner.pid},` : ""} serves from ${folder}. End it with \`npx tatami stop --state ${folder}\`, or start with another --state.`);
    this.owner = owner;
  }
}

/** Who serves from a state folder. */
export interface StateOwner {
  pid?: number;
  url?: string;
}

/** The right to serve from a state folder: a lock of the operating system, so that it is free again however its holder ends. */
export class StateLock implements Disposable {
  readonly #folder: string;
  readonly #database: DatabaseSync;

  /** Throws {@link StateInUse}. */
  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#database = new DatabaseSync(join(folder, "lock.sqlite"));
    try {
      this.#database.exec("PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE");
    } catch (cause) {
      this.#database.close();
      if (!isBusy(cause)) throw cause;
      throw new StateInUse(folder, readOwner(folder));
    }
  }

  /** The lock, or who holds it. */
  static tryTake(folder: string): StateLock | StateInUse {
    try {
      return new StateLock(folder);
    } catch (error) {
      if (error instanceof StateInUse) return error;
      throw error;
    }
  }

  /** Who serves from a state folder now; undefined when nobody does. Leaves no trace. */
  static ownerOf(folder: string): StateOwner | undefined {
    if (!existsSync(ownerFile(folder))) return undefined;
    const found = StateLock.tryTake(folder);
    if (found instanceof StateInUse) return found.owner;
    // Left by one that was killed; the next start writes its own.
    found[Symbol.dispose]();
    return undefined;
  }

  /** Writes down who holds the lock, for those who find it taken. */
  announce(owner: StateOwner): void {
    writeFileSync(ownerFile(this.#folder), JSON.stringify(owner));
  }

  [Symbol.dispose](): void {
    rmSync(ownerFile(this.#folder), { force: true });
    this.#database.close();
  }
}

function readOwner(folder: string): StateOwner {
  try {
    return JSON.parse(readFileSync(ownerFile(folder), "utf8")) as StateOwner;
  } catch {
    // It has only just begun, or wrote half of it: who it is stays unsaid.
    return {};
  }
}

function ownerFile(folder: string): string {
  return join(folder, "server.json");
}

function isBusy(error: unknown): boolean {
  return (error as { errcode?: number }).errcode === 5;
}
