import { Lines } from "../lines.ts";

/** One server-sent event. */
export interface StreamEvent {
  /** `message` unless the server says otherwise. */
  type: string;
  data: string;
}

/** An event with more data than this is none of ours: it would fill the server's memory. */
const largestEvent = 1024 * 1024;

/** Reads server-sent events (HTML standard, 9.2.6) out of text that comes in pieces. */
export class EventStream {
  /** The last id that an event had, to be sent when the stream is opened again. */
  lastEventId = "";
  #lines = new Lines((line) => this.#line(line.endsWith("\r") ? line.slice(0, -1) : line));
  #id = "";
  #type = "";
  #data: string[] = [];
  #size = 0;
  #onEvent: (event: StreamEvent) => void;

  constructor(onEvent: (event: StreamEvent) => void) {
    this.#onEvent = onEvent;
  }

  /** Throws for an event without end. */
  push(text: string): void {
    this.#lines.push(text);
  }

  /** What an ended connection left half is no event; the next connection begins afresh. */
  reset(): void {
    this.#lines.discard();
    this.#id = this.lastEventId;
    this.#type = "";
    this.#data = [];
    this.#size = 0;
  }

  #line(line: string): void {
    if (line === "") return this.#dispatch();
    const [, field, value] = /^([^:]*)(?:: ?)?(.*)$/s.exec(line) as unknown as [string, string, string];
    if (field === "event") this.#type = value;
    else if (field === "data") this.#keep(value);
    else if (field === "id" && !value.includes("\0")) this.#id = value;
  }

  #keep(value: string): void {
    // A line of nothing takes up memory as well.
    this.#size += value.length + 16;
    if (this.#size > largestEvent) throw new Error(`it sent an event of more than ${largestEvent / 1024} KiB`);
    this.#data.push(value);
  }

  #dispatch(): void {
    this.lastEventId = this.#id;
    const type = this.#type || "message";
    const data = this.#data;
    this.#type = "";
    this.#data = [];
    this.#size = 0;
    if (data.length > 0 || type === "ready") this.#onEvent({ type, data: data.join("\n") });
  }
}
