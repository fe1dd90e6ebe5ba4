/** One server-sent event. */
export interface ServerEvent {
  /** `message` unless the server named it. */
  name: string;
  data: string;
  /** The last id that the server sent, with this event or before. */
  id: string;
}

/** More than this without an end of line is no stream of events. */
const longestLine = 1024 * 1024;

/** Takes a stream of server-sent events apart, however it is cut into pieces. */
export class EventParser {
  #rest = "";
  #id = "";
  #name = "";
  #data: string[] = [];

  /** Gives the events that a piece of the stream has completed. */
  push(piece: string): ServerEvent[] {
    // A line may end in the middle of \r\n between two pieces: the \r is kept for the next.
    const text = this.#rest + piece;
    const lines = text.split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop() ?? "";
    if (this.#rest.length > longestLine) throw new Error("a line without an end");
    return lines.map((line) => this.#line(line)).filter((event) => event !== undefined);
  }

  #line(line: string): ServerEvent | undefined {
    if (line === "") return this.#complete();
    const [, field, value] = /^([^:]*):? ?(.*)$/s.exec(line) as unknown as [string, string, string];
    if (field === "data") this.#data.push(value);
    if (field === "event") this.#name = value;
    if (field === "id" && !value.includes("\0")) this.#id = value;
    return undefined;
  }

  #complete(): ServerEvent | undefined {
    const event = { name: this.#name || "message", data: this.#data.join("\n"), id: this.#id };
    const empty = this.#data.length === 0;
    this.#name = "";
    this.#data = [];
    return empty ? undefined : event;
  }
}
