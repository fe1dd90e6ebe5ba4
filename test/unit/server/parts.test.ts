import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { poll } from "../../../clusters/poll.ts";
import type { SessionState } from "../../../server/protocol.ts";
import { endHostShells } from "../../support/host-shell-pool.ts";
import { ScriptedLearner } from "../../support/scripted-learner.ts";
import { ServerChild } from "../../support/server-child.ts";
import { ServerUnderTest } from "../../support/server-under-test.ts";

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "tatami-parts-"))));
afterEach(async () => {
  await endHostShells(join(folder, "shells"));
  await rm(folder, { recursive: true, force: true });
});

/** Waits until a file in the home of a session's environment has this text. */
async function untilHolds(around: string, { environment }: SessionState, name: string, text: string): Promise<void> {
  if (environment.state !== "ready") throw new Error(`the environment is ${environment.state}`);
  const file = join(around, "shells", environment.id, "home", name);
  let last = "";
  await poll({ name: `${name} to be right`, timeoutMs: 30_000, intervalMs: 10 }, async () => (last = await readFile(file, "utf8").catch(() => "")) === text).catch((error: Error) => {
    throw new Error(`${error.message}; it has ${JSON.stringify(last)}`);
  });
}

test("what a part begins is begun when it is entered, in the learner's own shell, and once", async () => {
  await using running = await ServerUnderTest.start();
  const learner = await running.learner();
  const state = await learner.start("valid-parts");
  const holds = (name: string, text: string) => untilHolds(running.folder, state, name, text);
  await holds("begun", "intro\n");
  await holds("in-second", "at-2\n");
  await expect.poll(() => learner.told.filter(({ event }) => event === "terminals").at(-1)?.payload, { timeout: 20_000 }).toEqual(["1", "2"]);
  const other = running.browser(learner.cookie);
  await other.connect();
  await learner.ask("step:show", { step: 0 });
  await holds("typed", "intro in /usr\n");
  for (const step of [-1, 0, 1]) await learner.ask("step:show", { step });
  await holds("begun", "intro\none\ntwo\n");
  await learner.ask("step:show", { step: 2 });
  await holds("typed", "intro in /usr\nfinish\n");
});

test("whoever comes to a later part in a fresh environment skips nothing of what was begun before it", async () => {
  await using running = await ServerUnderTest.start();
  const learner = await running.learner();
  await learner.start("valid-parts");
  await learner.ask("step:show", { step: 1 });
  const first = learner.state?.environment;
  await learner.ask("lesson:leave");
  const state = await learner.start("valid-parts");
  expect(state).toMatchObject({ step: 1 });
  expect(state.environment).not.toEqual(first);
  await untilHolds(running.folder, state, "typed", "intro in /usr\n");
  await poll({ name: "all backgrounds", timeoutMs: 30_000, intervalMs: 10 }, async () => {
    const id = state.environment.state === "ready" ? state.environment.id : "";
    return (await readFile(join(running.folder, "shells", id, "home", "begun"), "utf8").catch(() => "")).split("\n").length === 4;
  });
});

test("a server that was killed begins nothing twice, and what it had not come to", async () => {
  await using first = await ServerChild.start(folder);
  using before = new ScriptedLearner(first.url);
  await before.join("Hanako");
  await before.connect();
  const state = await before.start("valid-parts");
  await untilHolds(folder, state, "begun", "intro\n");
  const shown = before.ask("step:show", { step: 0 });
  await shown;
  await first.end("SIGKILL");

  await using second = await ServerChild.start(folder);
  using after = new ScriptedLearner(second.url, before.cookie);
  await after.connect();
  await after.until("the environment", ({ environment }) => environment.state === "ready");
  await untilHolds(folder, state, "typed", "intro in /usr\n");
  await after.ask("step:show", { step: 2 });
  await untilHolds(folder, state, "typed", "intro in /usr\nfinish\n");
  await untilHolds(folder, state, "begun", "intro\none\ntwo\n");
});
