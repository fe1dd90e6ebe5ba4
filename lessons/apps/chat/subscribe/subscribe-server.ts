import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { HttpProblem } from "../http/problem.ts";
import type { Service } from "../http/service.ts";
import type { Brokers } from "../kafka/brokers.ts";
import { KafkaProblem } from "../kafka/kafka-problem.ts";
import { askOffsets } from "../kafka/offsets.ts";
import { TopicReader } from "../kafka/topic-reader.ts";
import type { Log } from "../log.ts";
import { EventStream } from "./event-stream.ts";
import { decodePosition, encodePosition, fitPosition, type Position } from "./position.ts";

/** Each reader has connections and a buffer of its own. */
const mostReaders = 64;
/** A reader without a position waits so long for one: after a broker's death nobody leads its partitions for some seconds. */
const startLimitMs = 10_000;

/** Hands out the messages of a topic as server-sent events; each event's id is the position behind it, from which a reader that comes again goes on. */
export class SubscribeServer implements Service {
  readonly #brokers: Brokers;
  readonly #log: Log;
  readonly #ended = new AbortController();
  #readers = 0;

  constructor({ brokers, log }: { brokers: Brokers; log: Log }) {
    this.#brokers = brokers;
    this.#log = log;
  }

  async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    if (url.pathname !== "/sse/connect" || request.method !== "GET") throw new HttpProblem(404, "not-here", `${request.method} ${url.pathname} is nothing that this server does.`);
    if (this.#ended.signal.aborted) throw new HttpProblem(503, "stopping", "It was told to stop. Come again.");
    if (this.#readers >= mostReaders) throw new HttpProblem(503, "too-many", `${mostReaders} readers are connected already.`);
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    this.#readers++;
    try {
      await this.#read(request, response, { url, signal: AbortSignal.any([gone.signal, this.#ended.signal]) });
    } finally {
      this.#readers--;
    }
  }

  async ready(): Promise<void> {
    await this.#brokers.ready();
  }

  stop(): void {
    this.#ended.abort();
  }

  async close(): Promise<void> {
    await this.#brokers.close();
  }

  async #read(request: IncomingMessage, response: ServerResponse, { url, signal }: { url: URL; signal: AbortSignal }): Promise<void> {
    const topic = url.searchParams.get("topic") || "chatroom";
    const position = await this.#startPosition(request, { topic, url, signal });
    if (signal.aborted) return;
    const stream = new EventStream(response);
    const reader = new TopicReader(this.#brokers, {
      topic,
      position,
      reading: {
        message: (message) => stream.send({ id: encodePosition(reader.position), data: message }),
        gap: (gap) => {
          this.#log("gap", { topic, ...gap });
          stream.send({ name: "gap", id: encodePosition(reader.position), data: { topic, ...gap } });
        },
        taken: (end) => stream.drained(end),
      },
    });
    stream.send({ name: "ready", id: encodePosition(position), data: { topic, partitions: position.length } });
    try {
      await reader.run(signal);
    } catch (error) {
      if (!signal.aborted) this.#log("reader-cut", { topic, reason: error instanceof Error ? error.message : String(error) });
    }
    stream.end();
  }

  /** Where this reader begins: behind what it has, at the beginning, or with what comes from now on. */
  async #startPosition(request: IncomingMessage, { topic, url, signal }: { topic: string; url: URL; signal: AbortSignal }): Promise<Position> {
    const last = [request.headers["last-event-id"] ?? url.searchParams.get("after") ?? ""].flat()[0] as string;
    const position = last === "" ? undefined : decodePosition(last);
    if (last !== "" && !position) throw new HttpProblem(400, "bad-position", `${JSON.stringify(last.slice(0, 100))} is no id of an event of this server.`);
    const which = url.searchParams.get("from") === "beginning" ? "earliest" : "latest";
    for (const limit = performance.now() + startLimitMs; ; await delay(200)) {
      try {
        const found = await this.#brokers.topic(topic, 500);
        if (position) return fitPosition(position, found.partitions.length);
        const offsets = await askOffsets(this.#brokers, found, which);
        if (offsets.every((offset) => offset !== undefined)) return offsets;
      } catch (error) {
        if (!(error instanceof KafkaProblem)) throw error;
        if (error.kind === "unknown-topic") throw new HttpProblem(404, "unknown-topic", `There is no topic ${topic}.`);
      }
      if (signal.aborted) return [];
      if (performance.now() > limit - 1_500) throw new HttpProblem(503, "kafka-away", "Kafka does not say where the topic's partitions end: brokers are away. Come again.");
    }
  }
}
