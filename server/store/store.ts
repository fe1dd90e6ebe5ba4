import { randomBytes } from "node:crypto";
import { Database } from "./database.ts";
import { LeaseRecords } from "./lease-records.ts";
import { ProgressRecords } from "./progress-records.ts";
import { SessionRecords } from "./session-records.ts";
import { WindowRecords } from "./window-records.ts";

/** All that must survive the server's death. Whatever a method here returned for is committed. Every method throws StoreError. */
export class Store implements Disposable {
  readonly sessions: SessionRecords;
  readonly progress: ProgressRecords;
  readonly leases: LeaseRecords;
  readonly windows: WindowRecords;
  /** Random, made once for each state folder. */
  readonly signingKey: Uint8Array;
  #database: Database;

  /** Opens the state folder, or makes it. */
  constructor(folder: string) {
    this.#database = new Database(folder);
    this.sessions = new SessionRecords(this.#database);
    this.progress = new ProgressRecords(this.#database);
    this.leases = new LeaseRecords(this.#database);
    this.windows = new WindowRecords(this.#database);
    this.signingKey = this.#key();
  }

  /** Why the last write failed, while none has succeeded since. */
  get failure(): string | undefined {
    return this.#database.failure?.message;
  }

  /** Calls when {@link failure} comes, changes and goes. */
  onFailure(listener: () => void): void {
    this.#database.onFailure = listener;
  }

  /** All of the writes in `work`, or none of them. */
  together(work: () => void): void {
    this.#database.together(work);
  }

  [Symbol.dispose](): void {
    this.#database[Symbol.dispose]();
  }

  #key(): Uint8Array {
    this.#database.write("INSERT OR IGNORE INTO secret (name, value) VALUES ('signing-key', ?)", randomBytes(32));
    return this.#database.read("SELECT value FROM secret WHERE name = 'signing-key'")!["value"] as Uint8Array;
  }
}
