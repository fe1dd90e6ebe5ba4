import type { Outcome } from "./ledger.ts";
import type { WindowKill, WindowSecond } from "../record.ts";
import type { WatchFact } from "../watch/watch-fact.ts";

/** A leader that is killed hands its partitions on before its death is told: it counts when it led at a look so short a time before. */
const ledWithinMs = 3_000;
const stallWithinMs = 15_000;
const shortestStallMs = 250;
/** Pods that are killed together stall together. */
const oneBlowMs = 1_000;

/** No step asks for more than 100; whoever makes up more wants to keep the server busy with them. */
const mostKills = 1_000;

interface Kill extends WindowKill {
  uid: string;
}

/** What happened in each second of a window, and around each kill. All times are milliseconds since the window was opened. */
export class Timeline {
  #seconds: WindowSecond[] = [];
  #kills: Kill[] = [];
  /** When something was acknowledged, ascending. */
  #acknowledgedMs: number[] = [];
  #lastAttemptMs: number | undefined;
  /** When each Pod was last seen to lead. */
  #ledMs = new Map<string, number>();
  #inSync: Pick<WindowSecond, "inSync" | "replicas"> = {};

  attempted(atMs: number): void {
    this.#lastAttemptMs = atMs;
  }

  settled(outcome: Outcome, atMs: number): void {
    this.#second(atMs)[outcome === "ok" ? "acknowledged" : outcome]++;
    if (outcome === "ok") this.#acknowledgedMs.push(atMs);
  }

  received(atMs: number): void {
    this.#second(atMs).received++;
  }

  seen(fact: WatchFact, atMs: number): void {
    if (fact.kill) this.#killed(fact.kill, atMs);
    if (fact.ready) this.#ready(fact.ready, atMs);
    if (fact.topic) this.#looked(fact.topic.partitions, atMs);
  }

  /** The seconds until now, gaps filled. */
  seconds(nowMs: number): WindowSecond[] {
    this.#second(nowMs);
    return this.#seconds.map((second) => ({ ...second }));
  }

  /** The kills with their stalls; one that lasts is measured until `untilMs`, the end of the sending or now. */
  kills(untilMs: number): WindowKill[] {
    return this.#kills.map(({ uid: _, ...kill }) => ({ ...kill, ...this.#stallAfter(kill.atMs, untilMs) }));
  }

  /** From the first acknowledgement to the last attempt. */
  get sending(): { fromMs: number; toMs: number } | undefined {
    const [fromMs] = this.#acknowledgedMs;
    return fromMs === undefined || this.#lastAttemptMs === undefined ? undefined : { fromMs, toMs: this.#lastAttemptMs };
  }

  /** When something was acknowledged last. */
  get lastAcknowledgedMs(): number | undefined {
    return this.#acknowledgedMs.at(-1);
  }

  /** The watch looks again and again and may name a kill twice: its UID tells them apart. */
  #killed({ pod, uid }: { pod: string; uid: string }, atMs: number): void {
    if (this.#kills.length >= mostKills || this.#kills.some((kill) => kill.uid === uid)) return;
    const led = this.#ledMs.get(pod);
    this.#kills.push({ atMs: Math.round(atMs), pod, uid, leader: led !== undefined && atMs - led <= ledWithinMs });
    this.#second(atMs);
  }

  #ready({ pod, uid }: { pod: string; uid: string }, atMs: number): void {
    for (const kill of this.#kills) if (kill.pod === pod && kill.uid !== uid) kill.readyAtMs ??= Math.round(atMs);
  }

  #looked(partitions: readonly { leader?: string | null; replicas: number; isr: number }[], atMs: number): void {
    for (const { leader } of partitions) if (leader) this.#ledMs.set(leader, atMs);
    const sum = (of: (partition: (typeof partitions)[number]) => number) => partitions.reduce((total, partition) => total + of(partition), 0);
    this.#inSync = { inSync: sum(({ isr }) => isr), replicas: sum(({ replicas }) => replicas) };
    Object.assign(this.#second(atMs), this.#inSync);
  }

  #second(atMs: number): WindowSecond {
    const index = Math.floor(atMs / 1_000);
    while (this.#seconds.length <= index) this.#seconds.push({ acknowledged: 0, failed: 0, unknown: 0, received: 0, ...this.#inSync });
    return this.#seconds[index] as WindowSecond;
  }

  #stallAfter(killMs: number, endMs: number): Pick<WindowKill, "stallMs" | "stallAtMs"> {
    // From the next kill on it is that one's stall.
    const untilMs = Math.min(endMs, this.#kills.find(({ atMs }) => atMs > killMs + oneBlowMs)?.atMs ?? Infinity);
    const times = this.#acknowledgedMs;
    let next = firstAfter(times, killMs);
    let began = killMs;
    let longest = 0;
    let longestAt = killMs;
    while (began <= killMs + stallWithinMs && began < untilMs) {
      const ended = Math.min(times[next] ?? untilMs, untilMs);
      if (ended - began > longest) [longest, longestAt] = [ended - began, began];
      if (next >= times.length) break;
      began = times[next++] as number;
    }
    return longest > shortestStallMs ? { stallMs: Math.round(longest), stallAtMs: Math.round(longestAt) } : { stallMs: 0 };
  }
}

/** Index of the first time that is later, by halving. */
function firstAfter(times: readonly number[], ms: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) <= ms) low = middle + 1;
    else high = middle;
  }
  return low;
}
