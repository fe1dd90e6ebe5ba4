import { setTimeout as delay } from "node:timers/promises";
import type { Holder } from "../../../clusters/holder/holder.ts";
import { HolderAgent } from "./holder-agent.ts";
import type { Ledger } from "../history/ledger.ts";
import { messageText } from "../history/message.ts";
import { postMessage } from "./post-message.ts";
import type { Timeline } from "../history/timeline.ts";
import type { WindowSend } from "../window.ts";

/** What {@link produce} needs. */
export interface ProduceOptions {
  run: string;
  send: WindowSend;
  holder: Pick<Holder, "connect">;
  ledger: Ledger;
  timeline: Timeline;
  /** Milliseconds since the window was opened. */
  now: () => number;
  /** Answer to one message. */
  requestMs: number;
  /** Aborted: nothing more is sent, and what is under way gets its answer. */
  stop: AbortSignal;
  /** Aborted: what is under way is cut as well. */
  signal: AbortSignal;
}

/** After an answer other than "stored" a producer rests so long: a sink that refuses at once is not to be flooded. */
const restMs = 250;
/** So much of what could not be sent in a stall is sent faster afterwards. */
const catchUpMs = 1_000;

/** Sends numbered messages by several producers until told to stop. Each has one under way at most, so the order of its own is known, and none is sent twice. */
export async function produce(options: ProduceOptions): Promise<void> {
  await Promise.all(Array.from({ length: options.send.producers }, (_, index) => produceAs(index + 1, options)));
}

async function produceAs(producer: number, { run, send, holder, ledger, timeline, now, requestMs, stop, signal }: ProduceOptions): Promise<void> {
  const ended = AbortSignal.any([stop, signal]);
  const agent = new HolderAgent(holder);
  const everyMs = (send.producers * 1_000) / send.perSecond;
  // The producers take turns.
  let due = now() + (everyMs * (producer - 1)) / send.producers;
  try {
    while (await rested(due - now(), ended)) {
      due = Math.max(due + everyMs, now() - catchUpMs);
      const number = ledger.attempt(producer);
      timeline.attempted(now());
      const headers = { "x-chat-user": `tatami-${run}-${producer}`, "x-message-id": `${run}-${producer}-${number.sequence}` };
      const outcome = await postMessage(messageText(run, number), { agent, target: send, headers, timeoutMs: requestMs, signal });
      ledger.settle(number, outcome);
      timeline.settled(outcome, now());
      if (outcome !== "ok") due = Math.max(due, now() + restMs);
    }
  } finally {
    agent.destroy();
  }
}

/** False when it is over. */
async function rested(ms: number, ended: AbortSignal): Promise<boolean> {
  if (ms > 0 && !ended.aborted) await delay(ms, undefined, { signal: ended }).catch(() => undefined);
  return !ended.aborted;
}
