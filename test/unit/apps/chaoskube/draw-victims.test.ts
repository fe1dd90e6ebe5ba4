import { expect, test } from "vitest";
import { drawVictims } from "../../../../lessons/apps/chaoskube/selection/draw-victims.ts";
import type { Pod } from "../../../../lessons/apps/chaoskube/selection/pod.ts";
import { podWith } from "./pods.ts";

const kafka = owned("s", ["kafka-0", "kafka-1", "kafka-2"]);
const web = owned("r", ["web-0", "web-1", "web-2", "web-3", "web-4", "web-5"]);
const lone = podWith({ name: "lone" });

test("at most so many as asked for, and never two of one owner", () => {
  const lowest = () => 0;
  expect(drawVictims([], 3, lowest)).toEqual([]);
  expect(drawVictims(kafka, 0, lowest)).toEqual([]);
  expect(drawVictims(kafka, 3, lowest)).toHaveLength(1);
  for (const random of [lowest, () => 0.5, () => 0.999_999]) {
    const victims = drawVictims([...kafka, ...web, lone], 9, random);
    expect(victims.map(({ owners }) => owners[0]?.uid ?? "none").sort()).toEqual(["none", "r", "s"]);
  }
});

test("the source of randomness decides, and nothing else", () => {
  const names = (random: () => number) => drawVictims([...kafka, lone], 2, random).map(({ name }) => name);
  expect(names(() => 0)).toEqual(["kafka-0", "lone"]);
  expect(names(() => 0.999)).toEqual(["lone", "kafka-2"]);
  const first = names(sequence(7));
  expect(names(sequence(7))).toEqual(first);
});

test("pods without an owner each take part, a pod of two owners once", () => {
  const shared = podWith({ name: "shared", owners: [{ kind: "A", uid: "a" }, { kind: "B", uid: "b" }] });
  expect(drawVictims([shared, lone, podWith({ name: "other" })], 9, () => 0.5).map(({ name }) => name).sort()).toEqual(["lone", "other", "shared"]);
});

// 90,000 fair draws. Each of the 12 counts is binomial; a bound of 6 standard deviations is missed by one of them with a probability below 2e-9,
// by any of them below 3e-8. And the draws are those of a fixed seed: the test always sees the same.
test("the draw is even over owners, then over an owner's pods", () => {
  const random = sequence(2018);
  const counts = new Map<string, number>();
  const draws = 90_000;
  const count = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (let n = 0; n < draws; n++) {
    const [victim] = drawVictims([...kafka, ...web, lone], 1, random);
    count(victim?.name ?? "nobody");
    count(`owner ${victim?.owners[0]?.uid ?? "none"}`);
  }
  const expected = new Map([...["s", "r", "none"].map((uid) => [`owner ${uid}`, 1 / 3] as const), ...kafka.map(({ name }) => [name, 1 / 9] as const), ...web.map(({ name }) => [name, 1 / 18] as const), ["lone", 1 / 3] as const]);
  expect([...counts.keys()].sort()).toEqual([...expected.keys()].sort());
  for (const [key, share] of expected) {
    const deviation = Math.sqrt(draws * share * (1 - share));
    expect(Math.abs((counts.get(key) ?? 0) - draws * share) / deviation, key).toBeLessThan(6);
  }
});

function owned(uid: string, names: string[]): Pod[] {
  return names.map((name) => podWith({ name, owners: [{ kind: "Set", uid }] }));
}

/** The same random numbers at every run (mulberry32). */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
