import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { expect, test } from "vitest";

const program = `
  const { untilInterrupted } = await import(${JSON.stringify(resolve("scripts/until-interrupted.ts"))});
  const { run } = await import(${JSON.stringify(resolve("clusters/command.ts"))});
  const signal = untilInterrupted();
  const sleeping = run("sleep", ["60"], { timeoutMs: 60_000, signal });
  console.log("begun");
  await sleeping.catch(() => undefined);
  // What takes down what there is needs longer than the first moment.
  await run("sleep", ["0.5"], { timeoutMs: 10_000 });
  console.log("taken down");
`;

test.each(["SIGINT", "SIGTERM"] as const)("%s lets whoever runs other programs take down what there is, before the process ends", async (signal) => {
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], { stdio: ["ignore", "pipe", "inherit"], timeout: 30_000 });
  let said = "";
  child.stdout.on("data", (text) => {
    if (said === "") child.kill(signal);
    said += String(text);
  });
  expect(await once(child, "close")).toEqual([0, null]);
  expect(said).toBe("begun\ntaken down\n");
});
