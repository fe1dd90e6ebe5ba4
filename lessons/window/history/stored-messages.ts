import { type MessageNumber, mostMessages, parseMessage } from "./message.ts";

/** One message of this run as it is stored. */
export interface StoredMessage extends MessageNumber {
  partition: number;
  offset: number;
}

/** What is stored of one run, read from lines `PARTITION OFFSET TEXT` as the author's `read` prints them, in whatever order. */
export class StoredMessages {
  readonly messages: StoredMessage[] = [];
  /** Texts that begin like this run's messages and are none. */
  readonly strange: string[] = [];
  /** Lines of that form, whosever message they hold. */
  lines = 0;
  /** The first line of another form: a message of several lines has such ones, and so has what a failing program prints. */
  firstOther: string | undefined;
  /** The last such line: where a failing program says why. */
  lastOther: string | undefined;
  /** There is more of this run than any window sends; the rest is not kept. */
  tooMany = false;
  #run: string;

  constructor(run: string) {
    this.#run = run;
  }

  push(line: string): void {
    const [, partition, offset, text] = form.exec(line) ?? [];
    if (text === undefined) {
      if (line === "") return;
      this.lastOther = line.slice(0, 200);
      this.firstOther ??= this.lastOther;
      return;
    }
    this.lines++;
    const message = parseMessage(this.#run, text);
    if (message !== undefined && this.messages.length + this.strange.length >= mostMessages) this.tooMany = true;
    else if (typeof message === "string") this.strange.push(message);
    else if (message) this.messages.push({ partition: Number(partition), offset: Number(offset), ...message });
  }

  /** In the order in which each partition holds them. */
  inOrder(): readonly StoredMessage[] {
    return this.messages.sort((one, other) => one.partition - other.partition || one.offset - other.offset);
  }
}

const form = /^(\d{1,9}) (\d{1,15}) (.*)$/s;
