import { setMaxListeners } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { type ConnectionPool, fetchV17, type KafkaRecord, type RecordsBatch } from "@platformatic/kafka";
import type { Brokers } from "./brokers.ts";
import { KafkaProblem } from "./kafka-problem.ts";
import { askOffsets } from "./offsets.ts";
import type { Received } from "./received.ts";
import type { Topic } from "./topic.ts";

/** A broker without news answers after so long. */
const waitMs = 1_000;
const limitMs = 4_000;
/** At most so much comes by one answer, and so much of one partition, unless a single message is larger. */
const answerBytes = 256 * 1024;
const partitionBytes = 128 * 1024;
const controlBatch = 0x20;

/** What a reader does with what it finds. */
export interface Reading {
  /** Takes a message; `position` has gone past it already. */
  message(message: Received): void;
  /** Messages from `expected` on are not there (any more): the partition is read on from `from`. */
  gap(gap: { partition: number; expected: number; from: number }): void;
  /** Nothing more is fetched until this is done: a slow taker slows the reading down, and nothing piles up. */
  taken(signal: AbortSignal): Promise<void>;
}

/**
 * Reads a topic from a position on, without a consumer group: no coordinator that could be away, nothing stored about the reader.
 * For each broker that leads partitions there is one loop; leaders that move, die and come back are followed until the signal.
 */
export class TopicReader {
  /** For each partition the next offset; moves on as messages are handed over. */
  readonly position: number[];
  readonly #brokers: Brokers;
  readonly #topic: string;
  readonly #reading: Reading;
  readonly #pool: ConnectionPool;
  readonly #loops = new Map<number, Promise<void>>();
  #topicId: string | undefined;
  #news = Promise.withResolvers<void>();

  constructor(brokers: Brokers, { topic, position, reading }: { topic: string; position: number[]; reading: Reading }) {
    this.#brokers = brokers;
    this.#topic = topic;
    this.position = position;
    this.#reading = reading;
    this.#pool = brokers.openPool();
  }

  /** Reads until the signal; throws when the topic is gone, or what was read is not taken. */
  async run(signal: AbortSignal): Promise<void> {
    const failed = new AbortController();
    const end = AbortSignal.any([signal, failed.signal]);
    setMaxListeners(100, end);
    try {
      for (let maxAgeMs = 5_000; !end.aborted; maxAgeMs = 0) {
        const topic = await this.#describe(maxAgeMs);
        if (topic) this.#startAgain(topic);
        for (const leader of new Set(topic?.partitions.map(({ leader: id }) => id))) this.#follow(leader, end, (error) => failed.abort(error));
        // Looked at again when a loop has met something, and every few seconds for partitions that nobody led.
        await Promise.race([this.#news.promise, delay(3_000, undefined, { signal: end }).catch(() => undefined)]);
        this.#news = Promise.withResolvers();
        await delay(200, undefined, { signal: end }).catch(() => undefined);
      }
      if (failed.signal.aborted && !signal.aborted) throw failed.signal.reason;
    } finally {
      failed.abort();
      await this.#brokers.closePool(this.#pool);
      await Promise.all(this.#loops.values());
    }
  }

  /** Undefined while no broker answers. Throws when one says that the topic does not exist. */
  async #describe(maxAgeMs: number): Promise<Topic | undefined> {
    try {
      return await this.#brokers.topic(this.#topic, maxAgeMs);
    } catch (error) {
      if (error instanceof KafkaProblem && error.kind !== "unknown-topic") return undefined;
      throw error;
    }
  }

  /** Another topic under the same name is read from its beginning. */
  #startAgain({ id, partitions }: Topic): void {
    const another = this.#topicId !== undefined && this.#topicId !== id;
    this.#topicId = id;
    if (!another) return;
    for (const partition of partitions.keys()) {
      this.#reading.gap({ partition, expected: this.position[partition] ?? 0, from: 0 });
      this.position[partition] = 0;
    }
  }

  #follow(leader: number, signal: AbortSignal, fail: (error: unknown) => void): void {
    if (leader < 0 || this.#loops.has(leader)) return;
    const loop = this.#loop(leader, signal)
      .catch((error: unknown) => signal.aborted || fail(error))
      .then(() => {
        this.#loops.delete(leader);
        this.#news.resolve();
      });
    this.#loops.set(leader, loop);
  }

  /** Reads what one broker leads; ends when that is nothing any more, or when it does not answer. */
  async #loop(leader: number, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const topic = await this.#describe(60_000);
      const broker = this.#brokers.node(leader);
      const led = [...(topic?.partitions.keys() ?? [])].filter((partition) => topic?.partitions[partition]?.leader === leader);
      if (!topic || topic.id !== this.#topicId || !broker || led.length === 0) return;
      try {
        const request = led.map((partition) => ({ partition, currentLeaderEpoch: -1, fetchOffset: BigInt((this.position[partition] ??= 0)), lastFetchedEpoch: -1, partitionMaxBytes: partitionBytes }));
        this.#take(await this.#brokers.ask(broker, fetchV17.api, [waitMs, 1, answerBytes, 0, 0, -1, [{ topicId: topic.id, partitions: request }], [], ""], { pool: this.#pool, limitMs }));
      } catch (error) {
        if (!(error instanceof KafkaProblem)) throw error;
        if (error.answer) this.#take(error.answer as Fetched);
        if (error.codes.includes("OFFSET_OUT_OF_RANGE")) await this.#restart(topic, error.answer as Fetched);
        await this.#reading.taken(signal);
        return;
      }
      await this.#reading.taken(signal);
    }
  }

  #take(answer: Fetched): void {
    for (const { partitionIndex, records } of answer.responses[0]?.partitions ?? []) for (const batch of records ?? []) this.#takeBatch(partitionIndex, batch);
  }

  #takeBatch(partition: number, batch: RecordsBatch): void {
    for (const record of batch.records) {
      const offset = Number(batch.firstOffset) + record.offsetDelta;
      // A batch comes whole, also when only its end was asked for; and two loops may meet in a partition whose leader moves.
      if (offset < (this.position[partition] ?? 0) || batch.attributes & controlBatch) continue;
      this.position[partition] = offset + 1;
      this.#reading.message(this.#received(partition, offset, { record, at: Number(batch.firstTimestamp + record.timestampDelta) }));
    }
    this.position[partition] = Math.max(this.position[partition] ?? 0, Number(batch.firstOffset) + batch.lastOffsetDelta + 1);
  }

  #received(partition: number, offset: number, { record, at }: { record: KafkaRecord; at: number }): Received {
    const headers = new Map(record.headers.map(([name, value]) => [name?.toString(), value?.toString()]));
    const from = headers.get("from") || record.key?.toString() || "anonymous";
    return { topic: this.#topic, partition, offset, from, id: headers.get("id") || `${this.#topic}-${partition}-${offset}`, text: record.value?.toString() ?? "", at: new Date(at).toISOString() };
  }

  /** A position that the partition does not have: messages are gone, be it by age or because their only copy was lost. What there is, is read. */
  async #restart(topic: Topic, answer: Fetched): Promise<void> {
    const outOfRange = (answer.responses[0]?.partitions ?? []).filter(({ errorCode }) => errorCode === 1).map(({ partitionIndex }) => partitionIndex);
    const first = await askOffsets(this.#brokers, topic, "earliest", outOfRange);
    for (const partition of outOfRange) {
      const [expected, from] = [this.position[partition] ?? 0, first[partition]];
      if (from === undefined) continue;
      this.position[partition] = from;
      this.#reading.gap({ partition, expected, from });
    }
  }
}

type Fetched = Awaited<ReturnType<typeof fetchV17.api.async>>;
