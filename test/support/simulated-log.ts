import { Ledger } from "../../lessons/window/history/ledger.ts";
import { messageKey, messageName, messageText, type MessageNumber } from "../../lessons/window/history/message.ts";
import { StoredMessages } from "../../lessons/window/history/stored-messages.ts";
import type { SeededRandom } from "./seeded-random.ts";

/** How often each fault is planted, from 0 to 1. */
export interface FaultRates {
  lose: number;
  duplicate: number;
  /** An acknowledged message changes places with an acknowledged neighbour of its partition and producer. */
  swap: number;
  /** A message that nobody sent. */
  invent: number;
  /** The second reader misses what is stored. */
  miss: number;
}

/** What was planted, as the verdict has to name it: names in order of their kind. */
export interface PlantedFaults {
  lost: string[];
  duplicated: string[];
  outOfOrder: string[];
  unexpected: string[];
  notReceived: string[];
  recovered: string[];
}

/** A log of partitions, its producers and its second reader, as they would be, and the faults that were then planted in it. */
export interface SimulatedLog {
  ledger: Ledger;
  stored: StoredMessages;
  received: Set<number>;
  planted: PlantedFaults;
}

interface Entry extends MessageNumber {
  acknowledged: boolean;
}

/** Sends messages into a simulated log, with outcomes that fail and that nobody knows, and plants faults. */
export function simulateLog(random: SeededRandom, { messages, rates }: { messages: number; rates: FaultRates }): SimulatedLog {
  const ledger = new Ledger();
  const planted: PlantedFaults = { lost: [], duplicated: [], outOfOrder: [], unexpected: [], notReceived: [], recovered: [] };
  const producers = random.between(1, 6);
  const partitions: Entry[][] = Array.from({ length: random.between(1, 12) }, () => []);
  const [failing, unknown] = [random.next() * 0.2, random.next() * 0.2];
  const late: Entry[] = [];
  const storeLate = () => {
    const [entry] = late.splice(random.between(0, late.length - 1), 1) as [Entry];
    partitions[entry.producer % partitions.length]?.push(entry);
  };
  for (let count = 0; count < messages; count++) {
    const number = ledger.attempt(random.between(1, producers));
    const partition = partitions[number.producer % partitions.length] as Entry[];
    while (late.length > 0 && random.chance(0.3)) storeLate();
    const fate = random.next();
    if (fate < failing) ledger.settle(number, "failed");
    else if (fate < failing + unknown) {
      ledger.settle(number, "unknown");
      // Stored at its place, stored late, or not at all: all of that is allowed.
      if (random.chance(0.6)) {
        if (random.chance(0.5)) partition.push({ ...number, acknowledged: false });
        else late.push({ ...number, acknowledged: false });
        planted.recovered.push(messageName(number));
      }
    } else {
      ledger.settle(number, "ok");
      partition.push({ ...number, acknowledged: true });
    }
  }
  while (late.length > 0) storeLate();
  const received = new Set<number>();
  for (const partition of partitions) plant(partition, { random, rates, planted, received, ledger });
  return { ledger, stored: store(partitions, random), received, planted };
}

interface Planting {
  random: SeededRandom;
  rates: FaultRates;
  planted: PlantedFaults;
  received: Set<number>;
  ledger: Ledger;
}

function plant(partition: Entry[], { random, rates, planted, received, ledger }: Planting): void {
  for (let at = partition.length - 1; at >= 0; at--) {
    const entry = partition[at] as Entry;
    if (entry.acknowledged && random.chance(rates.lose)) {
      partition.splice(at, 1);
      planted.lost.push(messageName(entry));
    }
  }
  /** Swaps must not touch each other: each must be one fault. */
  for (let at = 0; at + 1 < partition.length; at++) {
    const [one, other] = [partition[at] as Entry, partition[at + 1] as Entry];
    if (!one.acknowledged || !other.acknowledged || one.producer !== other.producer || !isLatest(partition, at) || !random.chance(rates.swap)) continue;
    partition[at] = other;
    partition[at + 1] = one;
    planted.outOfOrder.push(messageName(one));
    at++;
  }
  for (const entry of partition) {
    if (!random.chance(rates.miss)) received.add(messageKey(entry));
    else if (entry.acknowledged) planted.notReceived.push(messageName(entry));
  }
  const whole = partition.length;
  for (let at = 0; at < whole; at++) {
    const entry = partition[at] as Entry;
    if (!random.chance(rates.duplicate)) continue;
    // Behind its first place, once or twice.
    for (let copies = random.between(1, 2); copies > 0; copies--) partition.push(entry);
    planted.duplicated.push(messageName(entry));
  }
  if (random.chance(rates.invent)) {
    const producer = random.between(1, 6);
    let sequence = random.between(1, 10_000);
    while (ledger.outcomeOf({ producer, sequence }) !== undefined || planted.unexpected.includes(messageName({ producer, sequence }))) sequence++;
    partition.splice(random.between(0, partition.length), 0, { producer: producer + 10, sequence, acknowledged: false });
    planted.unexpected.push(messageName({ producer: producer + 10, sequence }));
  }
}

/** Nothing of the same producer that is later stands before it: what came late there would be a fault of its own. */
function isLatest(partition: readonly Entry[], at: number): boolean {
  const { producer, sequence } = partition[at] as Entry;
  return partition.slice(0, at).every((other) => other.producer !== producer || other.sequence < sequence);
}

/** Offsets with gaps, as compaction and transactions leave them, read partition by partition or all mixed. */
function store(partitions: readonly Entry[][], random: SeededRandom): StoredMessages {
  const stored = new StoredMessages("seeded");
  const lines = partitions.flatMap((entries, partition) => {
    let offset = random.between(0, 1_000);
    return entries.map((entry) => `${partition} ${(offset += random.between(1, 3))} ${messageText("seeded", entry)}`);
  });
  for (const line of random.chance(0.5) ? random.shuffled(lines) : lines) stored.push(line);
  return stored;
}
