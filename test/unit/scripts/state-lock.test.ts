import { once } from "node:events";
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { StateInUse, StateLock } from "../../../scripts/venue/state-lock.ts";
import { endServer } from "../../../scripts/stop.ts";

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "tatami-lock-"))));
afterEach(async () => await rm(folder, { recursive: true }));

test("one process serves from a state folder, and the next one learns which", () => {
  using lock = new StateLock(folder);
  lock.announce({ pid: 4711, url: "http://127.0.0.1:8080" });

  expect(() => new StateLock(folder)).toThrow(StateInUse);
  expect(() => new StateLock(folder)).toThrow(/http:\/\/127\.0\.0\.1:8080.*process 4711/);
});

test("the folder is free again when its holder was killed", async () => {
  const holder = await holdElsewhere();
  expect(() => new StateLock(folder)).toThrow(StateInUse);

  holder.kill("SIGKILL");
  await once(holder, "exit");

  using lock = new StateLock(folder);
  expect(lock).toBeDefined();
});

test("stop ends the server that serves from it and then holds the folder itself", async () => {
  const holder = await holdElsewhere();
  const ended = once(holder, "exit");
  const said: string[] = [];

  using lock = await endServer(folder, (line) => said.push(line));

  expect(await ended).toEqual([null, "SIGTERM"]);
  expect(said).toEqual([`ending the server at http://here (process ${holder.pid})`]);
  expect(lock).toBeInstanceOf(StateLock);
});

/** A process that holds the lock until it is killed. */
async function holdElsewhere() {
  const script = `const { StateLock } = await import(${JSON.stringify(resolve("scripts/venue/state-lock.ts"))});
    const lock = new StateLock(${JSON.stringify(folder)}); lock.announce({ pid: process.pid, url: "http://here" });
    console.log("held"); setInterval(() => lock, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  return child;
}
