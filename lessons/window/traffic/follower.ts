import { type IncomingMessage, request as httpRequest } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { Holder } from "../../../clusters/holder/holder.ts";
import { EventStream, type StreamEvent } from "./event-stream.ts";
import { HolderAgent } from "./holder-agent.ts";
import { messageKey, mostMessages, parseMessage } from "../history/message.ts";
import type { WindowTarget } from "../window.ts";

/** What {@link Follower} needs. */
export interface FollowerOptions {
  run: string;
  target: WindowTarget;
  holder: Pick<Holder, "connect">;
  /** Called when a message of this run is received for the first time. */
  onReceived: () => void;
  signal: AbortSignal;
}

const againMs = 500;
/** A stream that says nothing for so long, not even by a comment, is opened anew. */
const silentMs = 30_000;

/** The second reader: follows a stream of server-sent events, and takes it up again after the last event whenever it breaks. */
export class Follower {
  /** Keys of the messages that were received. */
  readonly received = new Set<number>();
  /** Why there is no stream at this moment; undefined while there is one. */
  trouble: string | undefined = "it has not answered yet";
  /** Resolves at the stream's first event `ready`: what is sent from then on will be received. */
  readonly ready: Promise<void>;
  #options: FollowerOptions;
  #events = new EventStream((event) => this.#take(event));
  #becomeReady: () => void;
  #following: Promise<void>;

  constructor(options: FollowerOptions) {
    this.#options = options;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.ready = promise;
    this.#becomeReady = resolve;
    this.#following = this.#follow();
  }

  /** Resolves when nothing is under way any more, after the signal. */
  async ended(): Promise<void> {
    await this.#following;
  }

  async #follow(): Promise<void> {
    const { signal, holder } = this.#options;
    while (!signal.aborted) {
      const agent = new HolderAgent(holder);
      try {
        await this.#open(agent);
        this.trouble = "its stream was ended";
      } catch (error) {
        this.trouble = (error as Error).message;
      } finally {
        agent.destroy();
      }
      this.#events.reset();
      // Ends early when the window does.
      await delay(againMs, undefined, { signal }).catch(() => undefined);
    }
  }

  async #open(agent: HolderAgent): Promise<void> {
    const { target } = this.#options;
    const silent = new AbortController();
    const timer = setTimeout(() => silent.abort(new Error(`it was silent for ${silentMs / 1_000} s`)), silentMs);
    try {
      const response = await this.#request(agent, silent.signal);
      if (response.statusCode !== 200) throw new Error(`it answered ${response.statusCode} at ${target.path}`);
      this.trouble = undefined;
      const decoder = new TextDecoder();
      for await (const part of response) {
        timer.refresh();
        this.#events.push(decoder.decode(part as Buffer, { stream: true }));
      }
    } catch (error) {
      throw silent.signal.aborted ? silent.signal.reason : error;
    } finally {
      clearTimeout(timer);
    }
  }

  #request(agent: HolderAgent, silent: AbortSignal): Promise<IncomingMessage> {
    const { target, signal } = this.#options;
    const { lastEventId } = this.#events;
    const cut = AbortSignal.any([signal, silent]);
    return new Promise((resolve, reject) => {
      // A request that still waits for its connection says nothing when it is aborted.
      cut.addEventListener("abort", () => reject(cut.reason), { once: true });
      const request = httpRequest({
        agent,
        host: "127.0.0.1",
        port: target.port,
        path: target.path,
        headers: { accept: "text/event-stream", "cache-control": "no-store", ...(lastEventId && { "last-event-id": lastEventId }) },
        signal: cut,
      });
      request.once("response", resolve);
      request.on("error", reject);
      request.end();
    });
  }

  #take({ type, data }: StreamEvent): void {
    if (type === "ready") return this.#becomeReady();
    if (type !== "message") return;
    const message = parseMessage(this.#options.run, textOf(data));
    if (message === undefined || typeof message === "string") return;
    const key = messageKey(message);
    if (this.received.has(key) || this.received.size >= mostMessages) return;
    this.received.add(key);
    this.#options.onReceived();
  }
}

/** An event's data is the message's text, or JSON with a `text` in it. */
function textOf(data: string): string {
  if (!data.startsWith("{")) return data;
  try {
    const { text } = JSON.parse(data) as { text?: unknown };
    return typeof text === "string" ? text : data;
  } catch {
    return data;
  }
}
