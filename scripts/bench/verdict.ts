import { Ledger } from "../../lessons/window/history/ledger.ts";
import { messageKey, messageName, messageText, type MessageNumber } from "../../lessons/window/history/message.ts";
import { StoredMessages } from "../../lessons/window/history/stored-messages.ts";
import { type Findings, giveVerdict } from "../../lessons/window/history/verdict.ts";
import { Lines } from "../../lessons/window/lines.ts";
import type { BenchRun } from "./bench-venue.ts";
import { below, type Figure, median, noted } from "./figure.ts";

const messages = 1_000_000;
const producers = 8;
const partitions = 12;
const rounds = 5;
/** One in so many acknowledged messages is missing from what is stored: the verdict has to find these and no others. */
const lostEvery = 10_007;
const run = "bench";

/** Measures how long the window check takes to read a million recorded messages, as its read script prints them, and to judge them. */
export async function benchVerdict({ onStage, signal }: BenchRun): Promise<Record<string, Figure>> {
  onStage(`recording ${messages} messages`);
  const { ledger, chunks, lost, received } = record();
  const reading: number[] = [];
  const whole: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    signal.throwIfAborted();
    onStage(`${round} of ${rounds}: reading and judging`);
    const began = performance.now();
    const stored = new StoredMessages(run);
    const lines = new Lines((line) => stored.push(line));
    for (const chunk of chunks) lines.push(chunk);
    lines.end();
    reading.push((performance.now() - began) / 1_000);
    const findings = giveVerdict({ needs: { kills: 0, leaderKills: 0, acknowledged: 1 }, ledger, stored, received, kills: [], troubles: [] });
    whole.push((performance.now() - began) / 1_000);
    requireRight(findings, lost);
  }
  const note = `the slowest of ${rounds}; ${messages} attempts of ${producers} producers, what is stored as text of ${partitions} partitions in mixed order, and a second reader; ${lost.length} planted losses found`;
  return {
    "verdict on 1,000,000 events": below(Math.max(...whole), 5, "s", { samples: whole, note }),
    "verdict, reading alone": noted(median(reading), "s"),
  };
}

/** A bench of a verdict that is wrong would say nothing. */
function requireRight({ verdict }: Findings, lost: readonly string[]): void {
  const others = verdict.unexpected.count + verdict.duplicated.count + verdict.outOfOrder.count + verdict.notReceived.count;
  if (verdict.result !== "lost" || verdict.lost.count !== lost.length || others > 0) throw new Error(`the verdict is wrong: ${JSON.stringify(verdict).slice(0, 1_000)}`);
}

function record(): { ledger: Ledger; chunks: string[]; lost: string[]; received: Set<number> } {
  const ledger = new Ledger();
  const received = new Set<number>();
  const lost: string[] = [];
  const logs: MessageNumber[][] = Array.from({ length: partitions }, () => []);
  for (let count = 0; count < messages; count++) {
    const number = ledger.attempt((count % producers) + 1);
    ledger.settle(number, count % 101 === 0 ? "unknown" : "ok");
    if (ledger.outcomeOf(number) === "ok" && count % lostEvery === 0) lost.push(messageName(number));
    else {
      logs[number.producer % partitions]?.push(number);
      received.add(messageKey(number));
    }
  }
  return { ledger, chunks: chunksOf(logs), lost, received };
}

/** As a reader of all partitions at once prints them, in pieces of a pipe's size that end anywhere. */
function chunksOf(logs: readonly MessageNumber[][]): string[] {
  const lines: string[] = [];
  for (let offset = 0; logs.some((log) => offset < log.length); offset += 500) {
    for (const [partition, log] of logs.entries()) {
      for (const [index, number] of log.slice(offset, offset + 500).entries()) lines.push(`${partition} ${offset + index} ${messageText(run, number)}\n`);
    }
  }
  const text = lines.join("");
  const size = 64 * 1024;
  return Array.from({ length: Math.ceil(text.length / size) }, (_, index) => text.slice(index * size, (index + 1) * size));
}
