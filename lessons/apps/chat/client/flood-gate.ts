/** One sender may fill so many lines in a second; the rest is counted. */
const linesASecond = 5;

/** Keeps one sender's hundreds of messages from hiding what the others write. */
export class FloodGate {
  readonly #senders = new Map<string, { shown: number; hidden: number }>();

  /** True when this sender's next message is to be shown. */
  passes(from: string): boolean {
    const sender = this.#senders.get(from) ?? { shown: 0, hidden: 0 };
    this.#senders.set(from, sender);
    if (sender.shown < linesASecond) sender.shown++;
    else sender.hidden++;
    return sender.hidden === 0;
  }

  /** Begins the next second, and tells how many messages of whom were not shown in the last. */
  nextSecond(): { from: string; hidden: number }[] {
    const hidden = [...this.#senders].map(([from, sender]) => ({ from, hidden: sender.hidden })).filter((sender) => sender.hidden > 0);
    this.#senders.clear();
    return hidden;
  }
}
