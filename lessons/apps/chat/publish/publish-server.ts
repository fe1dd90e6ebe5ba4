import type { IncomingMessage, ServerResponse } from "node:http";
import { answerJson } from "../http/answer.ts";
import { readBody } from "../http/body.ts";
import { HttpProblem } from "../http/problem.ts";
import type { Service } from "../http/service.ts";
import type { Acks } from "../kafka/acks.ts";
import type { Brokers } from "../kafka/brokers.ts";
import { KafkaProblem } from "../kafka/kafka-problem.ts";
import { askOffsets } from "../kafka/offsets.ts";
import { Producer } from "../kafka/producer.ts";
import { StoreProblem } from "../kafka/store-problem.ts";
import { type Session, type Sessions, SessionsAway } from "../sessions/sessions.ts";
import { checkName, isTopicName, longestMessage, messageId, messageText, senderName } from "./message.ts";
import { sessionCookie, sessionKey } from "./session-cookie.ts";

/** A message is answered within 10 s from when its request began, whatever Kafka does. */
const answerMs = 9_500;

/** Takes messages for Kafka over HTTP, and says that one was stored only when Kafka has it: on all replicas in sync, or, with `acks` 1, on its leader. */
export class PublishServer implements Service {
  readonly #brokers: Brokers;
  readonly #sessions: Sessions;
  readonly #producer: Producer;

  constructor({ brokers, sessions, acks }: { brokers: Brokers; sessions: Sessions; acks: Acks }) {
    this.#brokers = brokers;
    this.#sessions = sessions;
    this.#producer = new Producer(brokers, acks);
  }

  async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const topic = /^\/api\/topics\/([^/]+)$/.exec(url.pathname)?.[1];
    if (topic !== undefined && request.method === "POST") return this.#takeMessage(request, response, topic);
    if (topic !== undefined && request.method === "GET") return this.#describeTopic(response, topic);
    if (url.pathname === "/api/sessions" && request.method === "POST") return this.#logIn(request, response);
    if (url.pathname === "/api/sessions/me" && request.method === "GET") return answerJson(response, 200, await this.#whoIs(request) ?? notLoggedIn());
    throw new HttpProblem(404, "not-here", `${request.method} ${url.pathname} is nothing that this server does.`);
  }

  async ready(): Promise<void> {
    await Promise.all([this.#brokers.ready(), this.#sessions.ready()]);
  }

  async close(): Promise<void> {
    await Promise.all([this.#brokers.close(), this.#sessions.close()]);
  }

  async #takeMessage(request: IncomingMessage, response: ServerResponse, topic: string): Promise<void> {
    const deadline = performance.now() + answerMs;
    const text = messageText(await readBody(request, longestMessage));
    const id = messageId(request.headers);
    const from = (await this.#whoIs(request))?.name ?? senderName(request.headers);
    if (!isTopicName(topic)) throw unknownTopic(topic);
    try {
      const { partition, offset } = await this.#producer.store({ topic, key: from, text, headers: { from, id } }, deadline);
      answerJson(response, 201, { topic, partition, offset, id });
    } catch (error) {
      if (!(error instanceof StoreProblem)) throw error;
      if (error.reason === "unknown-topic" && error.outcome === "not-stored") throw unknownTopic(topic);
      const known = error.outcome === "unknown" ? "Nobody knows whether the message was stored" : "The message was not stored";
      throw new HttpProblem(503, error.reason, `${known}: ${error.message}.`, error.outcome);
    }
  }

  async #describeTopic(response: ServerResponse, name: string): Promise<void> {
    if (!isTopicName(name)) throw unknownTopic(name);
    try {
      const topic = await this.#brokers.topic(name, 500);
      const ends = await askOffsets(this.#brokers, topic, "latest");
      // A partition that nobody leads has no offset that one could ask for.
      const partitions = topic.partitions.map(({ leader, replicas, isr }, partition) => ({ partition, leader: leader < 0 ? null : leader, replicas, isr, endOffset: ends[partition] ?? null }));
      answerJson(response, 200, { topic: name, partitions });
    } catch (error) {
      if (!(error instanceof KafkaProblem)) throw error;
      if (error.kind === "unknown-topic") throw unknownTopic(name);
      throw new HttpProblem(503, "kafka-away", `Kafka cannot be asked now: ${error.message}.`);
    }
  }

  async #logIn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request, 4_096);
    let name: unknown;
    try {
      name = (JSON.parse(body.toString()) as { name?: unknown } | null)?.name;
    } catch (cause) {
      throw new HttpProblem(400, "bad-name", `A JSON object with a name is expected, such as {"name": "User A"}: ${String(cause)}`);
    }
    const session = { name: checkName(name), since: new Date().toISOString() };
    const key = await this.#askSessions((sessions) => sessions.create(session));
    answerJson(response, 201, session, { "set-cookie": sessionCookie(key) });
  }

  /** Who sends this, by the session of its cookie; undefined without a cookie. A cookie that is not known (any more) is refused. */
  async #whoIs(request: IncomingMessage): Promise<Session | undefined> {
    const key = sessionKey(request.headers.cookie);
    if (key === undefined) return undefined;
    const session = await this.#askSessions((sessions) => sessions.find(key));
    return session ?? notLoggedIn();
  }

  async #askSessions<T>(ask: (sessions: Sessions) => Promise<T>): Promise<T> {
    try {
      return await ask(this.#sessions);
    } catch (error) {
      if (!(error instanceof SessionsAway)) throw error;
      throw new HttpProblem(503, "sessions-away", `${error.message} Nothing was stored.`, "not-stored");
    }
  }
}

function notLoggedIn(): never {
  throw new HttpProblem(401, "logged-out", "Nobody is logged in under this session (any more). Log in again: POST /api/sessions. Nothing was stored.", "not-stored");
}

function unknownTopic(topic: string): HttpProblem {
  return new HttpProblem(404, "unknown-topic", `There is no topic ${topic}. Nothing was stored.`, "not-stored");
}
