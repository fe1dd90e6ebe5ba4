import { expect, test } from "vitest";
import { poll, PollTimeout } from "../../../clusters/poll.ts";

test("looks until there is something, and gives it; what a look throws is only not yet", async () => {
  const looks = [() => undefined, () => false, () => { throw new Error("not there"); }, () => 0] as (() => number | undefined | false)[];
  expect(await poll({ name: "a number", timeoutMs: 5_000, intervalMs: 1 }, async () => looks.shift()?.())).toBe(0);
  expect(looks).toEqual([]);
});

test("in vain: says what was awaited, for how long, and what the last look threw", async () => {
  const last = new Error("refused");
  const error: unknown = await poll({ name: "the page", timeoutMs: 60, intervalMs: 1 }, () => Promise.reject(last)).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(PollTimeout);
  expect(error).toMatchObject({ message: "waited 0.06 s for the page, in vain", cause: last });
});

test("a look is told by its signal that nobody waits any more; the caller's reason is thrown", async () => {
  const leaving = new AbortController();
  const reason = new Error("left");
  const look = (signal: AbortSignal): Promise<undefined> => new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error));
    leaving.abort(reason);
  });
  await expect(poll({ name: "nothing", timeoutMs: 5_000, signal: leaving.signal }, look)).rejects.toBe(reason);
});
