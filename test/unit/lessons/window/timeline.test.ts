import { describe, expect, test } from "vitest";
import { Timeline } from "../../../../lessons/window/history/timeline.ts";
import type { WatchFact } from "../../../../lessons/window/watch/watch-fact.ts";

const kill = (pod: string, uid: string): WatchFact => ({ kill: { pod, uid } });
const ready = (pod: string, uid: string): WatchFact => ({ ready: { pod, uid } });
const led = (...leaders: (string | null)[]): WatchFact => ({ topic: { partitions: leaders.map((leader) => ({ leader, replicas: 3, isr: leader === null ? 1 : 3 })) } });

/** Acknowledges one message every so many milliseconds. */
function flow(timeline: Timeline, fromMs: number, toMs: number, everyMs = 10): void {
  for (let at = fromMs; at < toMs; at += everyMs) {
    timeline.attempted(at);
    timeline.settled("ok", at);
  }
}

describe("seconds", () => {
  test("are counted by outcome, gaps filled, what is in sync carried on", () => {
    const timeline = new Timeline();
    timeline.settled("ok", 0);
    timeline.settled("ok", 999);
    timeline.settled("failed", 999.9);
    timeline.received(1_000);
    timeline.seen(led("a", null), 2_500);
    timeline.settled("unknown", 4_200);
    const zero = { acknowledged: 0, failed: 0, unknown: 0, received: 0 };
    expect(timeline.seconds(5_100)).toEqual([
      { ...zero, acknowledged: 2, failed: 1 },
      { ...zero, received: 1 },
      { ...zero, inSync: 4, replicas: 6 },
      { ...zero, inSync: 4, replicas: 6 },
      { ...zero, inSync: 4, replicas: 6, unknown: 1 },
      { ...zero, inSync: 4, replicas: 6 },
    ]);
  });

  test("given out are copies", () => {
    const timeline = new Timeline();
    const [before] = timeline.seconds(10);
    timeline.settled("ok", 20);
    expect(before?.acknowledged).toBe(0);
  });

  test("sending lasts from the first acknowledgement to the last attempt", () => {
    const timeline = new Timeline();
    timeline.attempted(5);
    timeline.settled("failed", 6);
    expect(timeline.sending).toBeUndefined();
    flow(timeline, 100, 200);
    timeline.attempted(240);
    expect(timeline.sending).toEqual({ fromMs: 100, toMs: 240 });
    expect(timeline.lastAcknowledgedMs).toBe(190);
  });
});

describe("kills", () => {
  test("count once for each UID", () => {
    const timeline = new Timeline();
    for (const [uid, atMs] of [["u1", 10], ["u1", 20], ["u2", 30]] as const) timeline.seen(kill("kafka-1", uid), atMs);
    expect(timeline.kills(100).map(({ atMs, pod }) => ({ atMs, pod }))).toEqual([{ atMs: 10, pod: "kafka-1" }, { atMs: 30, pod: "kafka-1" }]);
  });

  test("are of a leader when it led a moment before, though it has handed its partitions on by now", () => {
    const timeline = new Timeline();
    timeline.seen(led("kafka-0", "kafka-1"), 1_000);
    timeline.seen(led("kafka-0", "kafka-0"), 2_000);
    for (const [pod, atMs] of [["kafka-1", 2_500], ["kafka-0", 2_600], ["kafka-2", 2_700]] as const) timeline.seen(kill(pod, pod), atMs);
    timeline.seen(kill("kafka-1", "later"), 4_001);
    expect(timeline.kills(9_000).map(({ leader }) => leader)).toEqual([true, true, false, false]);
  });

  test("end when another Pod of that name is ready", () => {
    const timeline = new Timeline();
    timeline.seen(kill("kafka-1", "u1"), 1_000);
    timeline.seen(ready("kafka-1", "u1"), 1_100);
    timeline.seen(ready("kafka-0", "u9"), 1_200);
    timeline.seen(ready("kafka-1", "u2"), 5_000);
    timeline.seen(kill("kafka-1", "u2"), 6_000);
    timeline.seen(ready("kafka-1", "u2"), 6_100);
    timeline.seen(ready("kafka-1", "u3"), 9_000);
    expect(timeline.kills(9_000).map(({ readyAtMs }) => readyAtMs)).toEqual([5_000, 9_000]);
  });
});

describe("stalls", () => {
  function stallOf(killMs: number, flows: [number, number][], untilMs: number) {
    const timeline = new Timeline();
    for (const [from, to] of flows) flow(timeline, from, to);
    timeline.seen(kill("kafka-1", "u1"), killMs);
    const [{ stallMs, stallAtMs } = {}] = timeline.kills(untilMs);
    return { stallMs, stallAtMs };
  }

  test("begin at the kill, or later", () => {
    expect(stallOf(1_000, [[0, 1_000], [4_000, 9_000]], 9_000)).toEqual({ stallMs: 3_000, stallAtMs: 1_000 });
    expect(stallOf(1_000, [[0, 5_010], [7_000, 9_000]], 9_000)).toEqual({ stallMs: 2_000, stallAtMs: 5_000 });
  });

  test("are the longest of several, and only those that began within 15 s", () => {
    expect(stallOf(1_000, [[0, 2_010], [2_500, 3_010], [4_000, 16_010], [26_000, 27_000]], 27_000)).toEqual({ stallMs: 10_000, stallAtMs: 16_000 });
    expect(stallOf(1_000, [[0, 2_010], [2_500, 16_110], [26_000, 27_000]], 27_000)).toEqual({ stallMs: 500, stallAtMs: 2_000 });
  });

  test("are none up to 250 ms, and none before the kill", () => {
    expect(stallOf(1_000, [[0, 1_010], [1_250, 3_000]], 2_000)).toEqual({ stallMs: 0, stallAtMs: undefined });
    expect(stallOf(5_000, [[0, 1_000], [4_900, 9_000]], 9_000)).toEqual({ stallMs: 0, stallAtMs: undefined });
    expect(stallOf(4_000, [[0, 1_000], [4_900, 9_000]], 9_000)).toEqual({ stallMs: 900, stallAtMs: 4_000 });
  });

  test("are each kill's own; Pods that are killed together stall together", () => {
    const timeline = new Timeline();
    for (const [from, to] of [[0, 1_000], [1_800, 9_990], [14_000, 20_000]] as const) flow(timeline, from, to);
    for (const [pod, at] of [["kafka-0", 1_000], ["kafka-1", 10_000], ["kafka-2", 10_300]] as const) timeline.seen(kill(pod, pod), at);
    const stalls = timeline.kills(20_000).map(({ stallMs }) => stallMs);
    expect(stalls[0]).toBeLessThan(900);
    expect(stalls[1]).toBe(4_000);
    expect(stalls[2]).toBe(3_700);
  });

  test("that last are measured until the end of the sending, or now", () => {
    expect(stallOf(1_000, [[0, 1_010]], 8_000)).toEqual({ stallMs: 7_000, stallAtMs: 1_000 });
    expect(stallOf(1_000, [], 8_000)).toEqual({ stallMs: 7_000, stallAtMs: 1_000 });
    expect(stallOf(9_000, [[0, 1_010]], 8_000)).toEqual({ stallMs: 0, stallAtMs: undefined });
  });
});

test("made-up kills without end are not kept", () => {
  const timeline = new Timeline();
  for (let n = 0; n < 1_100; n++) timeline.seen(kill("a", `u${n}`), n);
  expect(timeline.kills(2_000)).toHaveLength(1_000);
});
