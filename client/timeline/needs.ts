import type { WindowRecord } from "../../server/protocol.ts";

/** Something that has to happen before a verdict is given, and how much of it has. */
export interface WindowNeed {
  what: "kills" | "leaderKills" | "acknowledged";
  seen: number;
  needed: number;
}

/** What a window needs, without what its author does not ask for. */
export function needsOf({ needs, kills, counts }: Pick<WindowRecord, "needs" | "kills" | "counts">): WindowNeed[] {
  const all: WindowNeed[] = [
    { what: "kills", seen: kills.length, needed: needs.kills },
    { what: "leaderKills", seen: kills.filter(({ leader }) => leader).length, needed: needs.leaderKills },
    { what: "acknowledged", seen: counts.acknowledged, needed: needs.acknowledged },
  ];
  return all.filter(({ needed }) => needed > 0);
}
