import { once } from "node:events";
import type { ServerResponse } from "node:http";

/** A comment goes out so often, so that both sides see when the line is dead. */
const beatMs = 10_000;
/** A reader that takes nothing for so long is cut. */
const slowMs = 15_000;

/** Server-sent events on one answer. It buffers what was given to it and asks to wait for the reader with {@link EventStream.drained}. */
export class EventStream {
  readonly #response: ServerResponse;
  readonly #beat: NodeJS.Timeout;

  constructor(response: ServerResponse) {
    this.#response = response;
    // Proxies that would collect the events are asked not to.
    response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store", "x-accel-buffering": "no" });
    response.write("retry: 1000\n\n");
    this.#beat = setInterval(() => response.writableNeedDrain || response.write(": here\n\n"), beatMs);
    response.once("close", () => clearInterval(this.#beat));
  }

  /** Sends one event; without a name it is a message. */
  send(event: { name?: string; id?: string; data: unknown }): void {
    const name = event.name ? `event: ${event.name}\n` : "";
    const id = event.id === undefined ? "" : `id: ${event.id}\n`;
    this.#response.write(`${name}${id}data: ${JSON.stringify(event.data)}\n\n`);
  }

  /** Waits until the reader has taken what was sent; cuts it when it takes nothing for 15 s. Throws when the reader is away. */
  async drained(signal: AbortSignal): Promise<void> {
    if (!this.#response.writableNeedDrain) return;
    const limit = AbortSignal.timeout(slowMs);
    try {
      await once(this.#response, "drain", { signal: AbortSignal.any([signal, limit]) });
    } catch (error) {
      this.#response.destroy();
      throw error;
    }
  }

  /** Ends the answer: the reader comes again, and goes on where it was. */
  end(): void {
    this.#response.end();
  }
}
