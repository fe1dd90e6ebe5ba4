import { resolve } from "node:path";
import { expect, test } from "vitest";
import { run } from "../../../clusters/command.ts";

test("the wall stands as long as any environment is on this machine, and is taken away with the last one", async () => {
  const told = await run("unshare", ["--net", process.execPath, resolve("test/fixtures/host-wall/wall.ts")], { timeoutMs: 55_000 });
  // What it answered, and how many rules there are then.
  expect(JSON.parse(told)).toEqual({
    raised: [true, 2],
    "raised again": [false, 2],
    "lowered beside another run's environment": [false, 2],
    "lowered while another run's environment comes": [false, 2],
    lowered: [true, 0],
    "lowered again": [false, 0],
  });
});
