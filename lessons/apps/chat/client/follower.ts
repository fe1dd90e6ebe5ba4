import { request } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { EventParser, type ServerEvent } from "./event-parser.ts";

/** The server sends something every 10 s; a line that is silent for longer is dead. */
const silenceMs = 25_000;
const pauseMs = 1_000;

/** What a follower does with what it hears. */
export interface Following {
  event(event: ServerEvent): void;
  /** The stream stands, or does not; with the reason. Told only when it changes. */
  state(connected: boolean, reason: string): void;
}

/** Follows a stream of server-sent events, and after each break goes on behind the last event that it had. */
export class Follower {
  readonly #url: URL;
  readonly #following: Following;
  #lastId = "";
  #connected: boolean | undefined;

  constructor(url: URL, following: Following) {
    this.#url = url;
    this.#following = following;
  }

  /** Follows until the signal. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const reason = await this.#follow(signal).catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
      if (signal.aborted) return;
      this.#tell(false, reason);
      await delay(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Reads one answer to its end and says why it ended. */
  async #follow(signal: AbortSignal): Promise<string> {
    const headers = { accept: "text/event-stream", ...(this.#lastId && { "last-event-id": this.#lastId }) };
    const parser = new EventParser();
    const decoder = new TextDecoder();
    return new Promise((resolve, reject) => {
      const asking = request(this.#url, { headers, signal, agent: false, timeout: silenceMs }, (answer) => {
        if (answer.statusCode !== 200) {
          asking.destroy();
          return resolve(`HTTP ${answer.statusCode}`);
        }
        this.#tell(true, "");
        answer.on("data", (piece: Buffer) => {
          for (const event of parser.push(decoder.decode(piece, { stream: true }))) {
            this.#lastId = event.id || this.#lastId;
            this.#following.event(event);
          }
        });
        answer.once("close", () => resolve("the stream ended"));
        answer.once("error", reject);
      });
      asking.once("timeout", () => asking.destroy(new Error("the stream fell silent")));
      asking.once("error", reject);
      asking.end();
    });
  }

  #tell(connected: boolean, reason: string): void {
    if (this.#connected === connected) return;
    this.#connected = connected;
    this.#following.state(connected, reason);
  }
}
