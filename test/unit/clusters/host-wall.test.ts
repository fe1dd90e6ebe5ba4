import { resolve } from "node:path";
import { expect, test } from "vitest";
import { run } from "../../../clusters/command.ts";

test("nothing that comes in by an environment's bridge is passed on, it has no IPv6, and the rules stand as long as any environment is on this machine", async () => {
  const { told, forwarding, withoutIpv6 } = JSON.parse(await run("unshare", ["--net", process.execPath, resolve("test/fixtures/host-wall/wall.ts")], { timeoutMs: 55_000 })) as Record<string, object>;
  expect(forwarding).toEqual({ "tatamiabcdef-c": 0, "tatamiabcdef-t": 0, another: 1 });
  expect(withoutIpv6).toEqual({ "tatamiabcdef-c": 1, "tatamiabcdef-t": 1, another: 0 });
  // What it answered, and how many rules there are then.
  expect(told).toEqual({
    raised: [true, 3],
    "raised again": [false, 3],
    "lowered beside another run's environment": [false, 3],
    "lowered while another run's environment comes": [false, 3],
    lowered: [true, 0],
    "lowered again": [false, 0],
  });
});

test("around an environment that reaches the internet a chain of its own stands: made whole, filled anew when it is flushed, and taken away at the end", async () => {
  const { told, chain, left } = JSON.parse(await run("unshare", ["--net", process.execPath, resolve("test/fixtures/host-wall/open-wall.ts")], { timeoutMs: 55_000 })) as { told: object; chain: string[]; left: boolean };
  expect(told).toEqual({
    "without such an environment": [true, [0, 0]],
    "with one": [true, [3, 33]],
    again: [false, [3, 33]],
    "the filter flushed": [true, [3, 33]],
    "the others flushed": [true, [3, 33]],
    // An error, for what cannot stand; the rest does.
    "Docker's chain gone": [false, [3, 33]],
    lowered: [true, [0, 0]],
    "lowered again": [false, [0, 0]],
  });
  expect(left).toBe(false);
  // Nothing stands before what is refused but what is under way already or stays in the environment.
  expect(chain.slice(0, 2)).toEqual([expect.stringContaining("--ctstate RELATED,ESTABLISHED -j RETURN"), "-m physdev --physdev-is-bridged -j RETURN"]);
  expect(chain.slice(2).every((rule) => rule.endsWith("-j DROP"))).toBe(true);
});

test("a wall that another program took away while learners are in is put back, and the operator hears of it", async () => {
  const told = await run("unshare", ["--net", process.execPath, resolve("test/fixtures/host-wall/watch.ts")], { timeoutMs: 55_000 });
  const back = expect.stringMatching(/^⚠ Another program took away the rules .* They are back/) as string;
  expect(JSON.parse(told)).toEqual({
    standing: [[], 3],
    "one rule gone": [[back], 3],
    flushed: [[back], 3],
    // Only this machine's own rules can stand then.
    "without Docker's chain": [[expect.stringMatching(/^⚠ The rules .* cannot be seen to: /)], 2],
    "still without it": [[], 2],
    "Docker is back": [[back], 3],
    "nobody behind it": [[], 0],
  });
});
