import { expect, test } from "vitest";
import { nextDue, runRounds } from "../../../../lessons/apps/chaoskube/rounds.ts";

test("the first round is at once, each further one after an interval, the last before the time is over", async () => {
  const times: number[] = [];
  const start = performance.now();
  await runRounds(async () => void times.push(performance.now() - start), { interval: 40, maxRuntime: 130, signal: new AbortController().signal });
  expect(times.length).toBeGreaterThanOrEqual(1);
  expect(times.length).toBeLessThanOrEqual(4);
  times.forEach((time, n) => expect(time, `round ${n}`).toBeGreaterThanOrEqual(n * 40 - 2));
});

test("no round begins in no time, or after the stop", async () => {
  let rounds = 0;
  await runRounds(async () => void rounds++, { interval: 1, maxRuntime: 0, signal: new AbortController().signal });
  expect(rounds).toBe(0);
  const stop = new AbortController();
  await runRounds(
    async () => {
      rounds++;
      stop.abort();
    },
    { interval: 3_600_000, maxRuntime: -1, signal: stop.signal },
  );
  expect(rounds).toBe(1);
});

test.each([
  ["a short round", { due: 0, now: 3 }, 10],
  ["a round longer than the interval: the next is due already", { due: 0, now: 14 }, 10],
  ["one much longer: none is made up for", { due: 0, now: 57 }, 50],
  ["a short one after a late one", { due: 50, now: 58 }, 60],
])("%s", (_name, { due, now }, expected) => {
  expect(nextDue({ start: 0, interval: 10, due, now })).toBe(expected);
});
