import { type MessageNumber, messageKey } from "./message.ts";

/** What became of an attempt: acknowledged; certainly not stored; or nobody knows. */
export type Outcome = "ok" | "failed" | "unknown";

/** Every attempt of a window with its outcome, kept outside of everything that may be killed. */
export class Ledger {
  attempted = 0;
  readonly counts: Record<Outcome, number> = { ok: 0, failed: 0, unknown: 0 };
  /** By producer and sequence, both counted from 0; a hole until it is settled. */
  #outcomes: (Outcome | undefined)[][] = [];

  /** Writes down that the next message of this producer is about to be sent, before it is. */
  attempt(producer: number): MessageNumber {
    const outcomes = (this.#outcomes[producer - 1] ??= []);
    this.attempted++;
    return { producer, sequence: outcomes.push(undefined) };
  }

  /** Writes down what became of an attempt, once. */
  settle({ producer, sequence }: MessageNumber, outcome: Outcome): void {
    const outcomes = this.#outcomes[producer - 1];
    if (!outcomes || sequence > outcomes.length || outcomes[sequence - 1] !== undefined) {
      throw new RangeError(`${producer}-${sequence} was not attempted, or is settled already`);
    }
    outcomes[sequence - 1] = outcome;
    this.counts[outcome]++;
  }

  /** Undefined for what was never attempted; what was not settled is unknown. */
  outcomeOf({ producer, sequence }: MessageNumber): Outcome | undefined {
    const outcomes = this.#outcomes[producer - 1];
    return outcomes && sequence >= 1 && sequence <= outcomes.length ? (outcomes[sequence - 1] ?? "unknown") : undefined;
  }

  /** Every acknowledged message that `has` does not have. */
  *acknowledgedWithout(has: (key: number) => boolean): Generator<MessageNumber> {
    for (const [index, outcomes] of this.#outcomes.entries()) {
      for (let sequence = 1; sequence <= (outcomes?.length ?? 0); sequence++) {
        const number = { producer: index + 1, sequence };
        if (outcomes[sequence - 1] === "ok" && !has(messageKey(number))) yield number;
      }
    }
  }
}
