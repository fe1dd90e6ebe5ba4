import { randomBytes } from "node:crypto";
import type { Session, Sessions } from "./sessions.ts";

/** So many at most: the oldest goes when there are more. */
const most = 10_000;

/** Sessions in this program's own memory: gone when it ends, and not known to its other Pods. The lesson shows the difference. */
export class MemorySessions implements Sessions {
  readonly #sessions = new Map<string, Session>();

  async create(session: Session): Promise<string> {
    const key = randomBytes(16).toString("base64url");
    this.#sessions.set(key, session);
    const oldest = this.#sessions.keys().next().value;
    if (this.#sessions.size > most && oldest) this.#sessions.delete(oldest);
    return key;
  }

  async find(key: string): Promise<Session | undefined> {
    return this.#sessions.get(key);
  }

  async ready(): Promise<void> {}

  async close(): Promise<void> {}
}
