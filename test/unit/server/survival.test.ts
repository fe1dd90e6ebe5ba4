import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { poll } from "../../../clusters/poll.ts";
import { endHostShells } from "../../support/host-shell-pool.ts";
import type { EnvironmentState } from "../../../server/protocol.ts";
import { ScriptedLearner } from "../../support/scripted-learner.ts";
import { ServerChild } from "../../support/server-child.ts";

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "tatami-survival-"))));
afterEach(async () => {
  await endHostShells(join(folder, "shells"));
  await rm(folder, { recursive: true, force: true });
});

describe("a server that was killed and started again", () => {
  test("has the same session, the same environment with what runs in it, the same step, and serves on", async () => {
    await using first = await ServerChild.start(folder);
    using before = new ScriptedLearner(first.url);
    const { resumeToken } = await before.join("花子");
    await before.connect();
    const { environment } = await before.start("valid-host-shell");
    await before.type("x=kept; echo $((6*7))", "42");
    await before.ask("step:show", { step: 0 });
    await before.ask("step:solve", { step: 0 });
    expect(await before.check(0)).toMatchObject({ ok: true, answer: { result: "passed" } });
    await first.end("SIGKILL");

    await using second = await ServerChild.start(folder);
    using after = new ScriptedLearner(second.url, before.cookie);
    const { session } = await after.venue();
    expect(session).toEqual({ nickname: "花子", resumeToken, lessonId: "valid-host-shell", step: 0, passed: [0], answered: [], passedCounts: { "valid-host-shell": 1 }, environment: { ...environment, secondsLeft: expect.any(Number) } });
    // Its clock has run on.
    expect(secondsLeft(session?.environment)).toBeLessThanOrEqual(secondsLeft(environment));
    await after.connect();
    await after.type("echo still $x", "still kept");
    expect(await after.check(0)).toMatchObject({ ok: true, answer: { result: "passed" } });
    using elsewhere = new ScriptedLearner(second.url);
    expect(await elsewhere.post("/api/resume", { token: resumeToken })).toMatchObject({ status: 200, body: { session: { step: 0 } } });
  });

  test("has lost nothing that it confirmed, at whatever moment it was killed", async () => {
    for (const killAfter of [1, 7, 40]) {
      await using server = await ServerChild.start(folder);
      using learner = new ScriptedLearner(server.url);
      await learner.join(`killed after ${killAfter}`);
      await learner.connect();
      await learner.start("valid-host-shell");
      let confirmed = -1;
      let answers = 0;
      const killed = new Promise<void>((resolve) => learner.socket.once("disconnect", () => resolve()));
      const show = (step: number): void => {
        learner.socket.emit("step:show", { step }, (answer) => {
          if (!answer.ok) throw new Error(answer.problem.message);
          confirmed = step;
          if (++answers === killAfter) void server.end("SIGKILL");
          else show((step + 1) % 4);
        });
      };
      show(0);
      await killed;
      await using again = await ServerChild.start(folder);
      using back = new ScriptedLearner(again.url, learner.cookie);
      // One more may have been committed whose confirmation was still on its way.
      expect([confirmed, (confirmed + 1) % 4]).toContain((await back.venue()).session!.step);
      await again.end("SIGKILL");
    }
  }, 180_000);

  test("tells the learner when the environment was lost meanwhile", async () => {
    await using first = await ServerChild.start(folder);
    using before = new ScriptedLearner(first.url);
    await before.join();
    await before.connect();
    await before.start("valid-host-shell");
    await before.ask("step:show", { step: 2 });
    await first.end("SIGKILL");
    await endHostShells(join(folder, "shells"));
    await using second = await ServerChild.start(folder);
    using after = new ScriptedLearner(second.url, before.cookie);
    expect((await after.venue()).session).toMatchObject({ lessonId: "valid-host-shell", step: 2, environment: { state: "ended", cause: "lost" } });
    await after.connect();
    expect((await after.start("valid-host-shell")).step).toBe(2);
  });

  test("gives back nothing to a session that was left, and keeps no lease of it", async () => {
    await using first = await ServerChild.start(folder);
    using before = new ScriptedLearner(first.url);
    await before.join();
    await before.connect();
    await before.start("valid-host-shell");
    const { cookie } = before;
    await before.post("/api/leave", {});
    await first.end("SIGKILL");
    await using second = await ServerChild.start(folder);
    using after = new ScriptedLearner(second.url, cookie);
    expect((await after.venue()).session).toBeUndefined();
    expect(await (await after.get("/healthz")).json()).toMatchObject({ pool: { ready: 4 } });
  });
});

describe("SIGTERM", () => {
  test("ends the server in order: tabs are told, a running check gets its answer, the environment stays", async () => {
    await using first = await ServerChild.start(folder);
    using learner = new ScriptedLearner(first.url);
    await learner.join();
    await learner.connect();
    await learner.start("valid-slow-check");
    await learner.type("echo $((6*7))", "42");
    const check = learner.check(0);
    await poll({ name: "the check to run", timeoutMs: 30_000 }, async () => learner.told.some(({ event }) => event === "check:output"));
    learner.socket.once("closing", () => learner.socket.emit("terminal:input", { terminal: "main", data: "touch ~/go-on\r" }));
    const ended = first.end("SIGTERM");
    expect(await check).toMatchObject({ ok: true, answer: { result: "passed" } });
    expect(await ended).toEqual({ code: 0 });
    expect(await readFile(join(folder, "log"), "utf8")).toContain('"event":"closed"');

    await using second = await ServerChild.start(folder);
    using after = new ScriptedLearner(second.url, learner.cookie);
    expect((await after.venue()).session).toMatchObject({ passed: [0], environment: { state: "ready" } });
  });

  test("does not wait for a check that never ends", async () => {
    await using server = await ServerChild.start(folder);
    using learner = new ScriptedLearner(server.url);
    await learner.join();
    await learner.connect();
    await learner.start("valid-slow-check");
    const check = learner.check(0).catch((error: unknown) => error);
    expect(await server.end("SIGTERM")).toEqual({ code: 0 });
    expect(await check).toMatchObject({ message: "socket has been disconnected" });
  }, 60_000);
});

describe("what is taken already", () => {
  test("a port and a state folder are each told in a sentence", async () => {
    await using first = await ServerChild.start(folder);
    const { port } = new URL(first.url);
    await expect(ServerChild.start(join(folder, "other"), ["--port", port])).rejects.toThrow(new RegExp(`port ${port} on 127.0.0.1 is taken by another program.*--port`));
    await expect(ServerChild.start(folder)).rejects.toThrow(/another Tatami server uses .*--state/);
  });
});

function secondsLeft(environment: EnvironmentState | undefined): number {
  if (environment?.state !== "ready") throw new Error(`the environment is ${environment?.state}`);
  return environment.secondsLeft;
}
