import { expect, test } from "vitest";
import type { EnvironmentUsage } from "../../../clusters/environment.ts";
import { UsageHistory } from "../../../server/workshop/usage-history.ts";
import { usageOf } from "../../support/usage.ts";

/** Adds looks of 5 s for so many minutes; gives the looks, counted from 1, at which somebody was told. */
function add(history: UsageHistory, usage: EnvironmentUsage, minutes: number): number[] {
  const looks = Array.from({ length: minutes * 12 }, (_, index) => index + 1);
  return looks.filter(() => history.add(usage) !== undefined);
}

test("whoever uses the whole CPU of a part for ten minutes is told once, and again when they have stopped meanwhile", () => {
  const history = new UsageHistory();
  const miner = usageOf({ toolbox: 1, cluster: 0.1 });
  const idle = usageOf({ toolbox: 0, cluster: 0.1 });
  expect(add(history, miner, 9)).toEqual([]);
  expect(add(history, miner, 30)).toEqual([12]);
  expect(add(history, idle, 1), "a short rest is none").toEqual([]);
  expect(add(history, miner, 20)).toEqual([]);
  expect(add(history, idle, 10)).toEqual([]);
  expect(add(history, miner, 10)).toEqual([114]);
});

test("a short peak is told to nobody, whichever part it is of", () => {
  const history = new UsageHistory();
  const build = usageOf({ toolbox: 0.2, cluster: 2 });
  const idle = usageOf({ toolbox: 0, cluster: 0 });
  expect([add(history, build, 8), add(history, idle, 4), add(history, build, 8)].flat()).toEqual([]);
  expect(history.busiest(300)).toMatchObject({ part: "cluster", seconds: 300, share: 1 });
  expect(history.busiest(600)?.share).toBeCloseTo(0.8);
});

test("what is known of the first minute counts for that minute", () => {
  const history = new UsageHistory();
  expect([history.latest, history.busiest(300)]).toEqual([undefined, undefined]);
  add(history, usageOf({ toolbox: 0.5 }), 1);
  expect(history.busiest(300)).toEqual({ part: "toolbox", share: 0.5, seconds: 60 });
});
