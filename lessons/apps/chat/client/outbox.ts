import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";

/** A line that the learner wrote. Its id stays the same however often it is sent. */
export interface Line {
  id: string;
  text: string;
}

/** What became of sending a line. */
export type Sent =
  | { kind: "stored" }
  /** It will never be taken, as it is. */
  | { kind: "refused"; sentence: string }
  /** Not now; with `unknown` it may have been stored all the same. */
  | { kind: "later"; sentence: string; unknown: boolean }
  | { kind: "logged-out" };

/** What the learner is told about their lines. */
export interface OutboxNews {
  refused(line: Line, sentence: string): void;
  /** Told once for each reason, not for each try. */
  waiting(unsent: number, problem: { sentence: string; unknown: boolean }): void;
  loggedOut(unsent: number): void;
  /** Lines that had to wait have all been stored. */
  caughtUp(): void;
}

/** More than this is not kept. */
const mostLines = 1_000;

/** Sends lines in their order, one at a time, and keeps them until they are stored. It begins with {@link Outbox.resume}. */
export class Outbox {
  readonly #lines: Line[] = [];
  readonly #send: (line: Line) => Promise<Sent>;
  readonly #news: OutboxNews;
  readonly #pauseMs: number;
  #running = false;
  #open = false;
  #loggedOut = false;
  #trouble = "";

  constructor(send: (line: Line) => Promise<Sent>, news: OutboxNews, { pauseMs = 1_000 }: { pauseMs?: number } = {}) {
    this.#send = send;
    this.#news = news;
    this.#pauseMs = pauseMs;
  }

  /** Lines that are not known to be stored. */
  get unsent(): number {
    return this.#lines.length;
  }

  add(text: string): void {
    const line = { id: randomUUID(), text };
    if (this.#lines.length >= mostLines) return this.#news.refused(line, `${mostLines} lines are waiting already.`);
    this.#lines.push(line);
    if (this.#loggedOut) return this.#news.loggedOut(this.#lines.length);
    if (this.#open && !this.#running) void this.#run();
  }

  /** Sends what there is: somebody has logged in, or again. */
  resume(): void {
    this.#open = true;
    this.#loggedOut = false;
    if (!this.#running) void this.#run();
  }

  async #run(): Promise<void> {
    this.#running = true;
    for (let line = this.#lines[0]; line && this.#open; line = this.#lines[0]) {
      const sent = await this.#send(line).catch((error: unknown): Sent => ({ kind: "later", sentence: String(error), unknown: true }));
      if (sent.kind === "later") {
        if (this.#trouble !== sent.sentence) this.#news.waiting(this.#lines.length, sent);
        this.#trouble = sent.sentence;
        await delay(this.#pauseMs);
        continue;
      }
      if (sent.kind === "logged-out") {
        this.#open = false;
        this.#loggedOut = true;
        this.#news.loggedOut(this.#lines.length);
        break;
      }
      this.#lines.shift();
      if (sent.kind === "refused") this.#news.refused(line, sent.sentence);
    }
    this.#running = false;
    if (this.#trouble && this.#lines.length === 0) {
      this.#trouble = "";
      this.#news.caughtUp();
    }
  }
}
