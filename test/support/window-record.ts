import type { WindowRecord, WindowSecond, WindowVerdict } from "../../server/protocol.ts";

const none = { count: 0, first: [] };

/** A verdict in which nothing was found. */
export const cleanVerdict: WindowVerdict = { result: "intact", lost: none, notReceived: none, unexpected: none, duplicated: none, recovered: none, outOfOrder: none, missing: [] };

/** One second of an undisturbed window. */
export function quietSecond(change: Partial<WindowSecond> = {}): WindowSecond {
  return { acknowledged: 100, failed: 0, unknown: 0, received: 100, inSync: 36, replicas: 36, ...change };
}

/** A window record that a test changes where it looks. */
export function windowRecord(change: Partial<WindowRecord> = {}): WindowRecord {
  return {
    lesson: "window",
    step: 0,
    openedAt: "2026-11-24T03:00:00.000Z",
    phase: "done",
    phaseAtMs: { opening: 0, sending: 1_000, healing: 20_000, settling: 21_000, reading: 25_000, done: 27_000 },
    limitSeconds: 240,
    needs: { kills: 2, leaderKills: 1, acknowledged: 2_000 },
    expect: "intact",
    followed: true,
    seconds: Array.from({ length: 27 }, () => quietSecond()),
    kills: [
      { atMs: 4_200, pod: "kafka-1", leader: true, readyAtMs: 16_500, stallMs: 3_200, stallAtMs: 4_600 },
      { atMs: 12_900, pod: "kafka-0", leader: false, stallMs: 0 },
    ],
    counts: { attempted: 2_710, acknowledged: 2_700, failed: 4, unknown: 6, received: 2_700, stored: 2_703 },
    verdict: cleanVerdict,
    ...change,
  };
}
