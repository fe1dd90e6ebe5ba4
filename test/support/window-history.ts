import { Ledger, type Outcome } from "../../lessons/window/history/ledger.ts";
import { messageKey, messageText, type MessageNumber } from "../../lessons/window/history/message.ts";
import { StoredMessages } from "../../lessons/window/history/stored-messages.ts";
import { type Findings, giveVerdict, type WindowHistory } from "../../lessons/window/history/verdict.ts";

const run = "a1b2c3";

/** A recorded history: what was attempted, what is stored, and whatever else is not as it should be. */
export interface RecordedHistory extends Partial<Omit<WindowHistory, "ledger" | "stored" | "received">> {
  /** By producer from 1 on: `ok failed unknown ok`. */
  outcomes: readonly string[];
  /** Lines `PARTITION OFFSET PRODUCER-SEQUENCE`, or `PARTITION OFFSET TEXT`; undefined: it could not be read. */
  stored: readonly string[] | undefined;
  /** `PRODUCER-SEQUENCE`; undefined: there was no second reader. */
  received?: readonly string[];
}

/** What the verdict says about a recorded history in which enough has happened. */
export function judge({ outcomes, stored, received, ...rest }: RecordedHistory): Findings {
  const ledger = new Ledger();
  for (const [index, line] of outcomes.entries()) {
    for (const outcome of line.split(" ").filter(Boolean)) ledger.settle(ledger.attempt(index + 1), outcome as Outcome);
  }
  const kill = { atMs: 500, pod: "kafka-1", leader: true };
  return giveVerdict({
    needs: { kills: 1, leaderKills: 1, acknowledged: 1 },
    kills: [kill],
    sending: { fromMs: 0, toMs: 1_000 },
    troubles: [],
    ...rest,
    ledger,
    ...(stored && { stored: storedOf(stored) }),
    ...(received && { received: new Set(received.map((name) => messageKey(numberOf(name)))) }),
  });
}

function storedOf(lines: readonly string[]): StoredMessages {
  const stored = new StoredMessages(run);
  for (const line of lines) stored.push(line.replace(/(?<= )(\d+)-(\d+)$/, (name) => messageText(run, numberOf(name))));
  return stored;
}

function numberOf(name: string): MessageNumber {
  const [producer, sequence] = name.split("-").map(Number);
  return { producer: producer as number, sequence: sequence as number };
}
