import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { endUnfinished } from "../../../clusters/unfinished-programs.ts";

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "tatami-unfinished-"))));
afterEach(async () => await rm(folder, { recursive: true }));

/** A bash script that is called like a command of kind's or Docker's; says `begun`. */
async function start(script: string, ...args: [command: string, ...rest: string[]]) {
  await writeFile(join(folder, args[0]), `echo begun\n${script}\n`);
  const child = spawn("bash", args, { cwd: folder, stdio: ["pipe", "pipe", "inherit"] });
  await once(child.stdout, "data");
  return child;
}

test("a kind at work is ended, also one that refuses; another state folder's is not", async () => {
  const endless = "trap '' TERM; read -r line";
  const ours = await start(endless, "create", "cluster", "--name", "tatami-0a0a0a-abc234");
  const theirs = await start(endless, "create", "cluster", "--name", "tatami-0b0b0b-abc234");
  const ended = once(ours, "exit");
  await endUnfinished("tatami-0a0a0a-");
  expect(await ended).toEqual([null, "SIGKILL"]);
  expect(theirs.exitCode ?? theirs.signalCode).toBeNull();
  theirs.kill("SIGKILL");
  await once(theirs, "exit");
});

test("what was asked of Docker is waited for, and not ended", async () => {
  const making = await start("read -r line", "run", "--name", "tatami-0a0a0a-abc234-control-plane");
  const exit = once(making, "exit");
  let waited = false;
  const done = endUnfinished("tatami-0a0a0a-").then(() => void (waited = true));
  // A round for nobody's programs ends at once, and reads all the same processes.
  await endUnfinished("tatami-0c0c0c-");
  expect(waited).toBe(false);
  making.stdin.end("\n");
  await done;
  expect(await exit).toEqual([0, null]);
});
