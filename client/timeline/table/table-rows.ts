import type { WindowKill, WindowRecord, WindowSecond } from "../../../server/protocol.ts";

/** Some seconds of a window together. */
export interface SecondsRow {
  from: number;
  to: number;
  acknowledged: number;
  received: number;
  failed: number;
  unknown: number;
  /** The fewest replicas in sync, and all of them; missing before the first look. */
  inSync?: number;
  replicas?: number;
  /** What was killed in this time. */
  kills: WindowKill[];
}

/** The window in rows of so many seconds each. */
export function tableRows({ seconds, kills }: Pick<WindowRecord, "seconds" | "kills">, each = 5): SecondsRow[] {
  const rows: SecondsRow[] = [];
  for (let from = 0; from < seconds.length; from += each) {
    const to = from + each;
    rows.push({ from, ...sumOf(seconds.slice(from, to)), to, kills: kills.filter(({ atMs }) => atMs >= from * 1_000 && atMs < to * 1_000) });
  }
  return rows;
}

function sumOf(seconds: readonly WindowSecond[]): Omit<SecondsRow, "from" | "to" | "kills"> {
  const sum = (of: (second: WindowSecond) => number) => seconds.reduce((total, second) => total + of(second), 0);
  const worst = seconds.reduce<WindowSecond | undefined>((least, second) => (shortOf(second) > shortOf(least) ? second : least), undefined);
  return {
    acknowledged: sum((second) => second.acknowledged),
    received: sum((second) => second.received),
    failed: sum((second) => second.failed),
    unknown: sum((second) => second.unknown),
    ...(worst && { inSync: worst.inSync, replicas: worst.replicas }),
  };
}

/** Replicas that are out of sync; less than none where nobody has looked. */
function shortOf(second: WindowSecond | undefined): number {
  return second?.inSync === undefined || second.replicas === undefined ? -1 : second.replicas - second.inSync;
}
