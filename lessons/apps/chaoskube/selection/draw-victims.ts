import type { Pod } from "./pod.ts";

/** A source of randomness: a number from 0 up to, but not including, 1. */
export type Random = () => number;

/**
 * Draws up to so many victims: one random pod for each owner takes part (and every pod without an owner), and the draw is even among those.
 * So a StatefulSet of three is as likely to be hit as a Deployment of thirty, and never twice at once.
 */
export function drawVictims(candidates: readonly Pod[], maxKill: number, random: Random): Pod[] {
  return shuffled(onePerOwner(candidates, random), random).slice(0, maxKill);
}

function onePerOwner(candidates: readonly Pod[], random: Random): Pod[] {
  const groups = new Map<string, Pod[]>();
  for (const pod of candidates) {
    for (const { uid } of pod.owners) groups.set(uid, [...(groups.get(uid) ?? []), pod]);
  }
  const drawn = [...groups.values()].map((pods) => pods[Math.floor(random() * pods.length)] as Pod);
  // A pod of two owners may have been drawn for both.
  return [...candidates.filter(({ owners }) => owners.length === 0), ...new Set(drawn)];
}

/** Fisher and Yates: every order is equally likely. */
function shuffled<T>(items: readonly T[], random: Random): T[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other] as T, order[last] as T];
  }
  return order;
}
