import type { ChatProcess } from "./chat-process.ts";

/** Four senders that send numbers, each one after the other, and a ledger of what was answered. */
export class MessageFlow {
  readonly attempted = new Set<string>();
  readonly acknowledged = new Map<string, { partition: number; offset: number }>();
  readonly notStored = new Set<string>();
  /** Answers that are neither 201 nor an honest 503. */
  readonly strange: unknown[] = [];
  /** How many of each sender were acknowledged. */
  readonly counts = new Map<string, number>();
  slowestMs = 0;
  #stopped = false;
  readonly #senders: Promise<void>[];

  constructor(server: ChatProcess, path: string) {
    const run = crypto.randomUUID();
    this.#senders = ["A", "B", "C", "D"].map((letter) => this.#send(server, path, `${run}-${letter}`));
  }

  /** How many the slowest of the senders has got through since. */
  gainSince(before: Map<string, number>): number {
    return Math.min(...[...this.counts].map(([sender, count]) => count - (before.get(sender) ?? 0)));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#senders);
  }

  async #send(server: ChatProcess, path: string, sender: string): Promise<void> {
    this.counts.set(sender, 0);
    for (let number = 0; !this.#stopped; number++) {
      const id = `${sender}-${number}`;
      this.attempted.add(id);
      const { status, body, ms } = await server.post(path, String(number), { "x-chat-user": sender, "x-message-id": id });
      this.slowestMs = Math.max(this.slowestMs, ms);
      if (status === 201) {
        this.acknowledged.set(id, { partition: body["partition"] as number, offset: body["offset"] as number });
        this.counts.set(sender, (this.counts.get(sender) ?? 0) + 1);
      } else if (status === 503 && body["outcome"] === "not-stored") this.notStored.add(id);
      else if (status !== 503 || body["outcome"] !== "unknown") this.strange.push({ status, body });
    }
  }
}
