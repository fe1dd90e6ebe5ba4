import { setTimeout as delay } from "node:timers/promises";
import { type Broker, type ConnectionPool, initProducerIdV5, type MessageRecord, NumericMap, produceV11 } from "@platformatic/kafka";
import type { Acks } from "./acks.ts";
import type { Brokers } from "./brokers.ts";
import { KafkaProblem } from "./kafka-problem.ts";
import { StoreProblem } from "./store-problem.ts";

/** One batch is sent at a time: it has at most so many messages and bytes. */
const batchMessages = 200;
const batchBytes = 128 * 1024;
/** How long a leader may wait for the other replicas before it says that it does not know; the batch is then sent again. */
const acksLimitMs = 2_500;
const answerLimitMs = 3_000;
const pauseMs = 100;

/** Kafka's errors after which it is sure that this attempt was not written; every other one may come after the leader wrote it. */
const notWritten = new Set(["NOT_ENOUGH_REPLICAS", "OUT_OF_ORDER_SEQUENCE_NUMBER", "UNKNOWN_PRODUCER_ID", "INVALID_PRODUCER_EPOCH", "PRODUCER_FENCED", "MESSAGE_TOO_LARGE", "RECORD_LIST_TOO_LARGE", "INVALID_RECORD", "TOPIC_AUTHORIZATION_FAILED"]);
/** The leader has forgotten this producer, or has it with other numbers: only a new identity gets on. */
const identityLost = new Set(["OUT_OF_ORDER_SEQUENCE_NUMBER", "UNKNOWN_PRODUCER_ID", "INVALID_PRODUCER_EPOCH", "PRODUCER_FENCED"]);

/** Where a message is. */
export interface Stored {
  partition: number;
  offset: number;
}

interface Waiting {
  record: MessageRecord;
  bytes: number;
  /** It was in an attempt that may have been written. */
  maybeStored: boolean;
  settled: boolean;
  resolve(stored: Stored): void;
  reject(problem: StoreProblem): void;
}

/**
 * The way of messages into one partition, in their order, each written once.
 * It is an idempotent producer of its own: one batch under way, and that one again and again with the same numbers until a leader has answered,
 * by which the broker knows a repeated batch. When nobody waits for a batch any more and it may have been written, its numbers are given up with
 * the identity: they are never used for anything else, because a broker would take that for the old batch and answer that it has it.
 * With acks 1 a batch has no numbers: one that is sent again, because nobody knows whether it was written, may then be there twice.
 */
export class Lane {
  readonly #brokers: Brokers;
  readonly #pool: ConnectionPool;
  readonly #topic: string;
  readonly #partition: number;
  readonly #acks: Acks;
  readonly #queue: Waiting[] = [];
  #running = false;
  #identity: { id: bigint; epoch: number; sequence: number } | undefined;
  #lastProblem = "Kafka has not answered";

  constructor(brokers: Brokers, { topic, partition, acks }: { topic: string; partition: number; acks: Acks }) {
    this.#brokers = brokers;
    this.#pool = brokers.openPool();
    this.#topic = topic;
    this.#partition = partition;
    this.#acks = acks;
  }

  /** Stores a message as {@link Acks} says; `deadline` is on the process's own clock. Throws {@link StoreProblem}. */
  store(record: { key: Buffer; value: Buffer; headers: Map<Buffer, Buffer> }, deadline: number): Promise<Stored> {
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => {
        const outcome = waiting.maybeStored ? "unknown" : "not-stored";
        waiting.reject(new StoreProblem("kafka-away", outcome, this.#lastProblem));
      }, deadline - performance.now());
      const settle = () => {
        clearTimeout(limit);
        const first = !waiting.settled;
        waiting.settled = true;
        return first;
      };
      const waiting: Waiting = {
        record: { ...record, topic: this.#topic, partition: this.#partition },
        bytes: record.key.length + record.value.length + 200,
        maybeStored: false,
        settled: false,
        resolve: (stored) => settle() && resolve(stored),
        reject: (problem) => settle() && reject(problem),
      };
      this.#queue.push(waiting);
      if (!this.#running) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    for (let batch = this.#nextBatch(); batch.length > 0; batch = this.#nextBatch()) {
      try {
        await this.#deliver(batch);
      } catch (error) {
        // Whatever it was: the answer must not say more than is known.
        this.#identity = undefined;
        this.#fail(batch, "kafka-away", `a fault in this program: ${String(error)}`);
      }
    }
    this.#running = false;
  }

  #nextBatch(): Waiting[] {
    const batch: Waiting[] = [];
    let bytes = 0;
    while (this.#queue.length > 0 && batch.length < batchMessages) {
      const next = this.#queue[0] as Waiting;
      if (batch.length > 0 && bytes + next.bytes > batchBytes) break;
      this.#queue.shift();
      if (next.settled) continue;
      batch.push(next);
      bytes += next.bytes;
    }
    return batch;
  }

  /** Sends a batch until a leader has it or nobody waits for it any more. */
  async #deliver(batch: Waiting[]): Promise<void> {
    while (batch.some(({ settled }) => !settled)) {
      try {
        const offset = await this.#attempt(batch);
        batch.forEach((waiting, place) => waiting.resolve({ partition: this.#partition, offset: offset + place }));
        return;
      } catch (error) {
        if (!(error instanceof KafkaProblem)) throw error;
        if (this.#isHopeless(batch, error)) return;
      }
      await delay(pauseMs);
      // The leader may be another one by now. When no broker says who, the next attempt finds that out.
      await this.#brokers.topic(this.#topic, 0).catch((error: unknown) => {
        if (error instanceof KafkaProblem && error.kind === "unknown-topic") this.#fail(batch, "unknown-topic", error.message);
      });
    }
    if (batch.some(({ maybeStored }) => maybeStored)) this.#identity = undefined;
  }

  /** Notes what an attempt's failure means; true when the batch is not to be sent again. */
  #isHopeless(batch: Waiting[], problem: KafkaProblem): boolean {
    this.#lastProblem = problem.message;
    if (problem.kind === "unknown-topic") return this.#fail(batch, "unknown-topic", problem.message);
    const lost = problem.codes.some((code) => identityLost.has(code));
    const sure = problem.kind === "not-sent" || problem.codes.some((code) => notWritten.has(code));
    if (!sure) for (const waiting of batch) waiting.maybeStored = true;
    if (lost || (this.#identity?.sequence ?? 0) > 2_000_000_000) this.#identity = undefined;
    // Sent again under a new identity, a batch that an earlier attempt may have written could be there twice.
    return lost && batch.some(({ maybeStored }) => maybeStored) && this.#fail(batch, "kafka-away", problem.message);
  }

  #fail(batch: Waiting[], reason: StoreProblem["reason"], message: string): true {
    for (const waiting of batch) waiting.reject(new StoreProblem(reason, waiting.maybeStored ? "unknown" : "not-stored", message));
    return true;
  }

  async #attempt(batch: Waiting[]): Promise<number> {
    const topic = await this.#brokers.topic(this.#topic);
    const leader = this.#brokers.node(topic.partitions[this.#partition]?.leader ?? -1);
    if (!leader) throw new KafkaProblem("not-sent", `nobody leads partition ${this.#partition} now`);
    const records = batch.map(({ record }) => record);
    const answer = await this.#brokers.ask(leader, produceV11.api, [this.#acks === "all" ? -1 : 1, acksLimitMs, records, await this.#numbers(leader)], { pool: this.#pool, limitMs: answerLimitMs });
    const offset = typeof answer === "object" ? answer.responses[0]?.partitionResponses[0]?.baseOffset : undefined;
    if (offset === undefined || offset < 0n) throw new KafkaProblem("unanswered", "the broker's answer names no offset");
    if (this.#identity) this.#identity.sequence += batch.length;
    return Number(offset);
  }

  /** By what the broker knows a repeated batch; nothing with acks 1. */
  async #numbers(leader: Broker): Promise<object> {
    if (this.#acks === "1") return {};
    const { id, epoch, sequence } = (this.#identity ??= await this.#newIdentity(leader));
    const sequences = new NumericMap();
    sequences.set(`${this.#topic}:${this.#partition}`, sequence);
    return { producerId: id, producerEpoch: epoch, sequences };
  }

  async #newIdentity(broker: Broker): Promise<{ id: bigint; epoch: number; sequence: number }> {
    try {
      const { producerId, producerEpoch } = await this.#brokers.ask(broker, initProducerIdV5.api, [null, 0, -1n, -1], { pool: this.#pool });
      return { id: producerId, epoch: producerEpoch, sequence: 0 };
    } catch (error) {
      // No message was in this request: whatever became of it, nothing was stored by it.
      throw new KafkaProblem("not-sent", error instanceof Error ? error.message : String(error), { cause: error });
    }
  }
}
