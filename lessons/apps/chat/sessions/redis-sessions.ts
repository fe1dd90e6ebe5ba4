import { randomBytes } from "node:crypto";
import { createClient, type RedisClientType } from "@redis/client";
import type { Log } from "../log.ts";
import { type Session, type Sessions, SessionsAway } from "./sessions.ts";

/** A session that nobody uses ends after so long. */
const lifeSeconds = 12 * 60 * 60;
const askLimitMs = 2_000;

/** Sessions in Redis: whichever Pod a request comes to, and however often the Pods are replaced, the learner stays logged in. */
export class RedisSessions implements Sessions {
  readonly #client: RedisClientType;

  constructor(url: string, log: Log) {
    this.#client = createClient({
      url,
      // What cannot be asked now fails now: requests have a limit of their own, and nothing piles up.
      disableOfflineQueue: true,
      commandsQueueMaxLength: 1_000,
      commandOptions: { timeout: askLimitMs },
      socket: { connectTimeout: 1_500, reconnectStrategy: (tries) => Math.min(100 * 2 ** Math.min(tries, 4), 1_000) },
    });
    let away = false;
    this.#client.on("ready", () => {
      log("redis-there");
      away = false;
    });
    this.#client.on("error", (error: unknown) => {
      if (!away) log("redis-away", { error: String(error) });
      away = true;
    });
    // It goes on trying by itself; what fails is told by the event above.
    void this.#client.connect().catch(() => undefined);
  }

  async create(session: Session): Promise<string> {
    const key = randomBytes(16).toString("base64url");
    await this.#ask(this.#client.set(redisKey(key), JSON.stringify(session), { expiration: { type: "EX", value: lifeSeconds } }));
    return key;
  }

  async find(key: string): Promise<Session | undefined> {
    const found = await this.#ask(this.#client.getEx(redisKey(key), { type: "EX", value: lifeSeconds }));
    return found ? (JSON.parse(String(found)) as Session) : undefined;
  }

  async ready(): Promise<void> {
    await this.#ask(this.#client.ping());
  }

  async close(): Promise<void> {
    this.#client.destroy();
  }

  async #ask<T>(answer: Promise<T>): Promise<T> {
    const limit = Promise.withResolvers<never>();
    const timer = setTimeout(() => limit.reject(new Error(`no answer within ${askLimitMs / 1_000} s`)), askLimitMs);
    try {
      return await Promise.race([answer, limit.promise]);
    } catch (cause) {
      throw new SessionsAway("Redis, which knows who is logged in, does not answer now.", { cause });
    } finally {
      clearTimeout(timer);
    }
  }
}

function redisKey(key: string): string {
  return `chat:session:${key}`;
}
