import { afterAll, beforeAll, expect, test } from "vitest";
import { poll } from "../../../clusters/poll.ts";
import { containerUsage } from "../../../clusters/usage/container-usage.ts";
import { PeakMemory } from "../../../scripts/bench/memory/peak-memory.ts";
import { type TestVenue, testVenue } from "../../support/venue.ts";

const signal = AbortSignal.timeout(300_000);
const mega = 1_000_000;
let venue: TestVenue;

beforeAll(async () => {
  venue = await testVenue();
});

afterAll(() => venue?.[Symbol.asyncDispose]());

test("the most that an environment has used stays known when it is over", async () => {
  const environment = await venue.maker.make("shell", { signal });
  await environment.unpause(signal);
  const [toolbox] = environment.containers as [string];
  const before = (await containerUsage(toolbox, signal)).anonymous;
  await using memory = await PeakMemory.of(environment.id, signal);
  // tail keeps what it has read until its input ends.
  const script = "{ head -c 150000000 /dev/zero; sleep 3; } | tail -c 150000000 > /dev/null";
  expect(await environment.holder.runScript({ user: "learner", script, timeoutMs: 60_000, signal })).toMatchObject({ exitCode: 0 });
  await poll({ name: "the memory to be free again", timeoutMs: 30_000, signal }, async () => (await containerUsage(toolbox, signal)).anonymous < before + 50 * mega);
  const peak = await memory.end();
  expect(peak.anonymous).toBeGreaterThan(before + 140 * mega);
  expect(peak.anonymous).toBeLessThan(before + 250 * mega);
  expect(peak.workingSet).toBeGreaterThanOrEqual(peak.anonymous);
  expect(peak.looks).toBeGreaterThanOrEqual(3);
});

test("an environment that is not there has no peak", async () => {
  await expect(PeakMemory.of("nobody", signal)).rejects.toThrow("no container of environment nobody");
});
