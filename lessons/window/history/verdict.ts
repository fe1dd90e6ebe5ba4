import type { Ledger } from "./ledger.ts";
import { messageKey, messageName } from "./message.ts";
import type { MessageList, WindowKill, WindowMissing, WindowNeeds, WindowVerdict } from "../record.ts";
import type { StoredMessages } from "./stored-messages.ts";

/** Everything that a verdict is about. */
export interface WindowHistory {
  needs: WindowNeeds;
  ledger: Ledger;
  /** Undefined when it could not be read. */
  stored?: StoredMessages;
  /** Keys of what the second reader received; undefined when there was none. */
  received?: { has(key: number): boolean };
  kills: readonly WindowKill[];
  /** From the first acknowledgement to the last attempt; undefined when nothing was acknowledged. */
  sending?: { fromMs: number; toMs: number };
  /** What kept the window from going its whole way. */
  troubles: readonly WindowMissing[];
}

/** What was stored, and what that says about each attempt. */
export interface Findings {
  verdict: WindowVerdict;
  /** Different messages of this window that are stored. */
  stored: number;
}

/** Says what the ledger, the store and the second reader say together. Values are compared, never offsets: those may have gaps, and begin again. */
export function giveVerdict({ needs, ledger, stored, received, kills, sending, troubles }: WindowHistory): Findings {
  const lists = {
    lost: new List(),
    notReceived: new List(),
    unexpected: new List(),
    duplicated: new List(),
    recovered: new List(),
    outOfOrder: new List(),
  };
  const times = new Map<number, number>();
  /** The latest message of each producer in each partition so far. */
  const latest = new Map<number, number>();
  for (const message of stored?.inOrder() ?? []) {
    const key = messageKey(message);
    const time = (times.get(key) ?? 0) + 1;
    times.set(key, time);
    if (time === 2) lists.duplicated.add(messageName(message));
    if (time > 1) continue;
    const outcome = ledger.outcomeOf(message);
    if (outcome === "unknown") lists.recovered.add(messageName(message));
    // An answer "not stored" about something that is stored was as wrong as a message that nobody sent.
    else if (outcome !== "ok") lists.unexpected.add(messageName(message));
    const place = message.partition * 1_000 + message.producer;
    const before = latest.get(place) ?? 0;
    if (message.sequence > before) latest.set(place, message.sequence);
    // A producer sends the next one only after an answer: what was acknowledged stands before it. What was never answered may come late.
    else if (outcome === "ok") lists.outOfOrder.add(messageName(message));
  }
  for (const text of stored?.strange ?? []) lists.unexpected.add(text);
  if (stored) {
    for (const number of ledger.acknowledgedWithout((key) => times.has(key))) lists.lost.add(messageName(number));
    if (received) {
      for (const number of ledger.acknowledgedWithout((key) => received.has(key) || !times.has(key))) lists.notReceived.add(messageName(number));
    }
  }
  const unreadable = troubles.some(({ what }) => what === "read" || what === "healed") || !stored;
  const missing = [...troubles, ...missingOf({ needs, acknowledged: ledger.counts.ok, kills, sending })];
  const result = ((): WindowVerdict["result"] => {
    if (unreadable) return "inconclusive";
    if (lists.lost.count > 0) return "lost";
    if (lists.unexpected.count + lists.outOfOrder.count > 0) return "damaged";
    if (missing.length > 0) return "inconclusive";
    return lists.notReceived.count > 0 ? "damaged" : "intact";
  })();
  const { lost, notReceived, unexpected, duplicated, recovered, outOfOrder } = lists;
  const plain = (list: List): MessageList => ({ count: list.count, first: list.first });
  return {
    verdict: {
      result,
      lost: plain(lost),
      notReceived: plain(notReceived),
      unexpected: plain(unexpected),
      duplicated: plain(duplicated),
      recovered: plain(recovered),
      outOfOrder: plain(outOfOrder),
      missing: result === "inconclusive" ? missing : [],
    },
    stored: times.size,
  };
}

/** What the needs still lack; empty when enough has happened. */
export function missingOf({ needs, acknowledged, kills, sending }: Pick<WindowHistory, "needs" | "kills" | "sending"> & { acknowledged: number }): WindowMissing[] {
  const inside = kills.filter(({ atMs }) => sending && atMs >= sending.fromMs && atMs <= sending.toMs);
  const leaders = inside.filter(({ leader }) => leader).length;
  const missing: WindowMissing[] = [];
  if (needs.kills > 0 && inside.length === 0 && kills.length > 0) missing.push({ what: "kill-while-sending" });
  else if (inside.length < needs.kills) missing.push({ what: "kills", seen: inside.length, needed: needs.kills });
  if (leaders < needs.leaderKills) missing.push({ what: "leader-kills", seen: leaders, needed: needs.leaderKills });
  if (acknowledged < needs.acknowledged) missing.push({ what: "acknowledged", seen: acknowledged, needed: needs.acknowledged });
  return missing;
}

const namesInList = 100;

class List {
  count = 0;
  readonly first: string[] = [];

  add(name: string): void {
    this.count++;
    if (this.first.length < namesInList) this.first.push(name);
  }
}

