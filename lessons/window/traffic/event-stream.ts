import { Lines } from "../lines.ts";

/** One server-sent event. */
export interface StreamEvent {
  /** `message` unless the server says otherwise. */
  type: string;
  data: string;
}

/** Reads server-sent events (HTML standard, 9.2.6) out of text that comes in pieces. */
export class EventStream {
  /** The last id that an event had, to be sent when the stream is opened again. */
  lastEventId = "";
  #lines = new Lines((line) => this.#line(line.endsWith("\r") ? line.slice(0, -1) : line));
  #id = "";
  #type = "";
  #data: string[] = [];
  #onEvent: (event: StreamEvent) => void;

  constructor(onEvent: (event: StreamEvent) => void) {
    this.#onEvent = onEvent;
  }

  push(text: string): void {
    this.#lines.push(text);
  }

  /** What an ended connection left half is no event; the next connection begins afresh. */
  reset(): void {
    this.#lines.discard();
    this.#id = this.lastEventId;
    this.#type = "";
    this.#data = [];
  }

  #line(line: string): void {
    if (line === "") return this.#dispatch();
    const [, field, value] = /^([^:]*)(?:: ?)?(.*)$/s.exec(line) as unknown as [string, string, string];
    if (field === "event") this.#type = value;
    else if (field === "data") this.#data.push(value);
    else if (field === "id" && !value.includes("\0")) this.#id = value;
  }

  #dispatch(): void {
    this.lastEventId = this.#id;
    const type = this.#type || "message";
    const data = this.#data;
    this.#type = "";
    this.#data = [];
    if (data.length > 0 || type === "ready") this.#onEvent({ type, data: data.join("\n") });
  }
}
