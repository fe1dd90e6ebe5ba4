import { expect, test } from "vitest";
import { run } from "../../clusters/command.ts";

test("every file passes the type check", { timeout: 120_000 }, async () => {
  await expect(run("node_modules/.bin/tsc", ["-p", "."], { timeoutMs: 110_000 })).resolves.toBe("");
});
