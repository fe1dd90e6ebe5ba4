import { setTimeout as delay } from "node:timers/promises";
import { murmur2 } from "@platformatic/kafka";
import type { Acks } from "./acks.ts";
import type { Brokers } from "./brokers.ts";
import { KafkaProblem } from "./kafka-problem.ts";
import { Lane, type Stored } from "./lane.ts";
import { StoreProblem } from "./store-problem.ts";
import type { Topic } from "./topic.ts";

/** More than this is not kept waiting for Kafka. */
const mostWaiting = 2_000;
const mostWaitingBytes = 16 * 1024 * 1024;

/** A message to store. Those with the same key go to the same partition and keep their order. */
export interface MessageToStore {
  topic: string;
  key: string;
  text: Buffer;
  headers: Record<string, string>;
}

/** Stores messages in Kafka as {@link Acks} says, within a time limit, and with no more waiting than memory allows. */
export class Producer {
  readonly #brokers: Brokers;
  readonly #acks: Acks;
  readonly #lanes = new Map<string, Lane>();
  #waiting = 0;
  #waitingBytes = 0;

  constructor(brokers: Brokers, acks: Acks) {
    this.#brokers = brokers;
    this.#acks = acks;
  }

  /** Answers where it was stored, only when it was. `deadline` is on the process's own clock. Throws {@link StoreProblem}. */
  async store({ topic: name, key, text, headers }: MessageToStore, deadline: number): Promise<Stored> {
    if (this.#waiting >= mostWaiting || this.#waitingBytes + text.length > mostWaitingBytes) throw new StoreProblem("too-many", "not-stored", "too many messages are waiting for Kafka");
    this.#waiting++;
    this.#waitingBytes += text.length;
    try {
      const topic = await this.#findTopic(name, deadline);
      const keyBytes = Buffer.from(key);
      const partition = (murmur2(keyBytes) & 0x7fffffff) % topic.partitions.length;
      const entries = Object.entries(headers).map(([header, value]) => [Buffer.from(header), Buffer.from(value)] as const);
      return await this.#lane(name, partition).store({ key: keyBytes, value: text, headers: new Map(entries) }, deadline);
    } finally {
      this.#waiting--;
      this.#waitingBytes -= text.length;
    }
  }

  async #findTopic(name: string, deadline: number): Promise<Topic> {
    for (;;) {
      try {
        return await this.#brokers.topic(name);
      } catch (error) {
        if (!(error instanceof KafkaProblem)) throw error;
        if (error.kind === "unknown-topic") throw new StoreProblem("unknown-topic", "not-stored", error.message);
        if (performance.now() + 500 > deadline) throw new StoreProblem("kafka-away", "not-stored", error.message);
        await delay(200);
      }
    }
  }

  #lane(topic: string, partition: number): Lane {
    const key = `${topic}:${partition}`;
    const lane = this.#lanes.get(key) ?? new Lane(this.#brokers, { topic, partition, acks: this.#acks });
    this.#lanes.set(key, lane);
    return lane;
  }
}
