import { setTimeout as delay } from "node:timers/promises";
import { type API, type Broker, type Connection, ConnectionPool, metadataV12, ResponseError } from "@platformatic/kafka";
import { KafkaProblem } from "./kafka-problem.ts";
import type { Topic } from "./topic.ts";

/** A broker that is away is given up after so long: its address may lead nowhere while its Pod is replaced. */
const connectLimitMs = 1_500;
const askLimitMs = 2_000;
/** When the first broker does not answer at once the next is asked as well. */
const nextAfterMs = 300;

/** The cluster as this program knows it: which brokers there are, who leads what, and one way to ask a broker something within a limit. */
export class Brokers {
  readonly #clientId: string;
  readonly #bootstrap: Broker[];
  readonly #pools = new Set<ConnectionPool>();
  readonly #pool: ConnectionPool;
  readonly #topics = new Map<string, Topic>();
  readonly #describing = new Map<string, Promise<Topic>>();
  #nodes = new Map<number, Broker>();
  #turn = 0;

  constructor({ brokers, clientId }: { brokers: string[]; clientId: string }) {
    this.#clientId = clientId;
    this.#bootstrap = brokers.map((address) => ({ host: address.slice(0, address.lastIndexOf(":")), port: Number(address.slice(address.lastIndexOf(":") + 1)) }));
    this.#pool = this.openPool();
  }

  /** Connections of one's own, for requests that a broker may hold back: it answers those of one connection one after the other. */
  openPool(): ConnectionPool {
    const pool = new ConnectionPool(this.#clientId, { connectTimeout: connectLimitMs });
    this.#pools.add(pool);
    return pool;
  }

  /** Closes a pool; what was under way in it fails. */
  async closePool(pool: ConnectionPool): Promise<void> {
    this.#pools.delete(pool);
    // A connection that fails while it is closed is closed, too.
    await pool.close().catch(() => undefined);
  }

  /** A broker's address; undefined while the cluster does not count it as alive. */
  node(id: number): Broker | undefined {
    return this.#nodes.get(id);
  }

  /** The topic as it was at most `maxAgeMs` ago. Throws {@link KafkaProblem}: `unknown-topic`, or `not-sent` when no broker answers. */
  async topic(name: string, maxAgeMs = 5_000): Promise<Topic> {
    const known = this.#topics.get(name);
    if (known && performance.now() - known.seenAt <= maxAgeMs) return known;
    let describing = this.#describing.get(name);
    if (!describing) {
      describing = this.#describe(name).finally(() => this.#describing.delete(name));
      this.#describing.set(name, describing);
    }
    return describing;
  }

  /** Throws {@link KafkaProblem} when no broker answers. */
  async ready(): Promise<void> {
    await this.#askAnyone([]);
  }

  /** Asks one broker. Throws {@link KafkaProblem}. */
  async ask<Args extends unknown[], Answer>(broker: Broker, api: API<Args, Answer>, args: Args, options: { pool?: ConnectionPool; limitMs?: number } = {}): Promise<Answer> {
    const where = `${broker.host}:${broker.port}`;
    let connection: Connection;
    try {
      connection = await (options.pool ?? this.#pool).get(broker);
    } catch (cause) {
      throw new KafkaProblem("not-sent", `the broker ${where} cannot be reached`, { cause });
    }
    // The pool listens for the first error only; one more would end the process.
    if (connection.listenerCount("error") < 2) connection.on("error", () => undefined);
    // A connection that keeps one waiting is given up with all that is in it: an answer that comes late would belong to nobody.
    const limit = setTimeout(() => connection.socket.destroy(), options.limitMs ?? askLimitMs);
    try {
      return await api.async(connection, ...args);
    } catch (cause) {
      if (!(cause instanceof ResponseError)) throw new KafkaProblem("unanswered", `the broker ${where} did not answer`, { cause });
      const codes = cause.errors.map((error: { apiId?: string }) => error.apiId ?? "UNKNOWN_SERVER_ERROR");
      throw new KafkaProblem("refused", `the broker ${where} refused: ${[...new Set(codes)].join(", ")}`, { cause, codes, answer: cause["response"] });
    } finally {
      clearTimeout(limit);
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#pools].map((pool) => this.closePool(pool)));
  }

  async #describe(name: string): Promise<Topic> {
    const answer = await this.#askAnyone([name]);
    const found = answer.topics.find((topic) => topic.name === name);
    if (!found || found.partitions.length === 0) {
      this.#topics.delete(name);
      throw new KafkaProblem("unknown-topic", `there is no topic ${name}`);
    }
    const partitions: Topic["partitions"] = [];
    for (const { partitionIndex, leaderId, replicaNodes, isrNodes } of found.partitions) partitions[partitionIndex] = { leader: leaderId, replicas: replicaNodes, isr: isrNodes };
    const topic = { name, id: found.topicId, partitions, seenAt: performance.now() };
    this.#topics.set(name, topic);
    return topic;
  }

  /** The first answer of those brokers that are known, each asked a little after the one before. */
  async #askAnyone(topics: string[]): Promise<Metadata> {
    const known = [...new Map([...this.#nodes.values(), ...this.#bootstrap].map((broker) => [`${broker.host}:${broker.port}`, broker])).values()];
    // Not always the same one first: it may know less than the others.
    const first = this.#turn++ % known.length;
    const done = new AbortController();
    try {
      const answer = await Promise.any(
        [...known.slice(first), ...known.slice(0, first)].map(async (broker, place) => {
          if (place > 0) await delay(place * nextAfterMs, undefined, { signal: done.signal });
          return this.#metadata(broker, topics);
        }),
      );
      this.#nodes = new Map(answer.brokers.map(({ nodeId, host, port }) => [nodeId, { host, port }]));
      return answer;
    } catch (cause) {
      throw new KafkaProblem("not-sent", "no Kafka broker answers", { cause });
    } finally {
      done.abort();
    }
  }

  /** An answer in which a partition has no leader counts as an error for the library; here it is an answer like others. */
  async #metadata(broker: Broker, topics: string[]): Promise<Metadata> {
    try {
      return await this.ask(broker, metadataV12.api, [topics, false, false]);
    } catch (error) {
      if (error instanceof KafkaProblem && error.kind === "refused" && error.answer) return error.answer as Metadata;
      throw error;
    }
  }
}

type Metadata = Awaited<ReturnType<typeof metadataV12.api.async>>;
