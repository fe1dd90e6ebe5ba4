import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { poll } from "../../../clusters/poll.ts";
import { loadLessons } from "../../../lessons/load-all.ts";
import type { SessionState } from "../../../server/protocol.ts";
import { HostShellPool } from "../../support/host-shell-pool.ts";
import { lessonFixtures, ServerUnderTest } from "../../support/server-under-test.ts";

describe("waiting for an environment", () => {
  test("those who come when all are taken wait in their order and see it, and nobody hangs in the answer", async () => {
    await using running = await ServerUnderTest.start({ pool: (folder) => new HostShellPool(folder, { capacity: 1 }) });
    const [first, second, third] = [await running.learner("1"), await running.learner("2"), await running.learner("3")];
    await first.start("valid-host-shell");
    expect(await second.ask("lesson:start", { lessonId: "valid-host-shell" })).toEqual({ ok: true });
    expect(await third.ask("lesson:start", { lessonId: "valid-host-shell" })).toEqual({ ok: true });
    await third.until("the third to know their place", ({ environment }) => environment.state === "waiting" && environment.position === 2);
    expect(await second.check(0)).toMatchObject({ problem: { code: "environment-missing" } });
    await first.ask("lesson:leave");
    await second.until("the second's turn", ({ environment }) => environment.state === "ready");
    expect(third.state!.environment.state).toBe("waiting");
    await third.ask("lesson:leave");
    expect(running.pool.status()).toMatchObject({ leased: 1, waiting: 0 });
  });

  test("a pool that never delivers holds up neither the page, nor leaving, nor the server's end", async () => {
    await using running = await ServerUnderTest.start({ pool: (folder) => new HostShellPool(folder, { neverReady: true }) });
    const learner = await running.learner();
    await learner.ask("lesson:start", { lessonId: "valid-host-shell" });
    await learner.until("the place in the queue", ({ environment }) => environment.state === "waiting");
    expect(await learner.ask("step:show", { step: 1 })).toEqual({ ok: true });
    expect(await learner.ask("lesson:leave")).toEqual({ ok: true });
    expect(learner.state!.environment).toEqual({ state: "none" });
  });

  test("the pool is asked for what the lesson grants, and the log says so", async () => {
    const { lessons } = await loadLessons(lessonFixtures);
    const shelf = { lessons: lessons.map((lesson) => (lesson.id === "valid-host-shell" ? { ...lesson, grants: ["nodes" as const] } : lesson)), courses: [], broken: [] };
    await using running = await ServerUnderTest.start({ server: { shelf } });
    const learner = await running.learner();
    await learner.start("valid-host-shell");
    expect((running.pool as HostShellPool).granted).toEqual([["nodes"]]);
    expect(await readFile(running.logFile, "utf8")).toMatch(/"event":"hand-out".*"grants":\["nodes"\]/);
  });

  test("while the venue is being prepared one can join and look, and is told why a lesson cannot start", async () => {
    const coming = Promise.withResolvers<HostShellPool>();
    await using running = await ServerUnderTest.start({
      server: { pool: coming.promise, preparation: { stages: () => [{ id: "images", state: "running", progress: 0.5, detail: "etcd" }], onChange: () => undefined } },
    });
    const learner = running.browser();
    expect((await learner.venue()).status).toMatchObject({ status: "preparing", stages: [{ id: "images", progress: 0.5 }] });
    expect(await (await learner.get("/healthz")).json()).toMatchObject({ status: "preparing", pool: { ready: 0 } });
    await learner.join();
    await learner.connect();
    expect(await learner.ask("lesson:start", { lessonId: "valid-host-shell" })).toMatchObject({ ok: false, problem: { code: "venue-preparing" } });
    coming.resolve(running.pool as HostShellPool);
    await poll({ name: "the page to hear that the venue is ready", timeoutMs: 30_000 }, async () => learner.told.some(({ event, payload }) => event === "venue" && (payload as { status: string }).status === "ready"));
    await learner.start("valid-host-shell");
  });

  test("a preparation that fails is shown with its remedy", async () => {
    const coming = Promise.withResolvers<never>();
    await using running = await ServerUnderTest.start({ server: { pool: coming.promise } });
    coming.reject(Object.assign(new Error("no Docker answers"), { remedy: "start it" }));
    await expect(running.server.opened).rejects.toThrow("no Docker answers");
    expect((await running.browser().venue()).status).toMatchObject({ status: "degraded", cause: "preparation", reason: "no Docker answers", remedy: "start it" });
  });
});

describe("an environment's end", () => {
  test("when it dies the learner is told, a running check ends, and nobody else notices", async () => {
    await using running = await ServerUnderTest.start();
    const unlucky = await running.learner("unlucky");
    const other = await running.learner("other");
    const { environment } = await unlucky.start("valid-slow-check");
    await other.start("valid-host-shell");
    const check = unlucky.check(0);
    await poll({ name: "the check to run", timeoutMs: 30_000 }, async () => unlucky.told.some(({ event }) => event === "check:output"));
    const id = environment.state === "ready" ? environment.id : "";
    process.kill(Number(await readFile(join(running.folder, "shells", id, "pid"), "utf8")), "SIGKILL");
    expect(await check).toMatchObject({ ok: false, problem: { code: expect.stringMatching(/^environment-/) } });
    await unlucky.until("the end to be told", (state) => state.environment.state === "ended" && state.environment.cause === "died");
    expect(unlucky.state!.lessonId, "the learner stays in the lesson").toBe("valid-slow-check");
    await other.type("echo $((1+1))", "2");
    await unlucky.start("valid-slow-check");
    expect(running.pool.status().leased).toBe(2);
  });

  test("a restart gives a fresh one and clears the progress", async () => {
    await using running = await ServerUnderTest.start();
    const learner = await running.learner();
    const before = await learner.start("valid-host-shell");
    await learner.ask("step:show", { step: 1 });
    await learner.ask("step:show", { step: 2 });
    expect(await learner.ask("lesson:restart")).toEqual({ ok: true });
    const after = await learner.until("the fresh environment", (state) => state.environment.state === "ready" && JSON.stringify(state.environment) !== JSON.stringify(before.environment));
    expect(after).toMatchObject({ step: -1, passed: [] });
  });

  test("a step is set up afresh by the solutions of those before it, and what was passed stays so", async () => {
    await using running = await ServerUnderTest.start();
    const learner = await running.learner();
    const before = await learner.start("valid-host-shell");
    await learner.ask("step:show", { step: 1 });
    await learner.ask("step:show", { step: 2 });
    expect(await learner.ask("lesson:rebuild")).toEqual({ ok: true });
    const after = await learner.until("the state to be set up", (state) => state.environment.state === "ready" && JSON.stringify(state.environment) !== JSON.stringify(before.environment));
    expect(after).toMatchObject({ step: 2, passed: [1] });
    const stages = learner.told.flatMap(({ payload }) => ((payload as SessionState).environment?.state === "waiting" ? [(payload as SessionState).environment] : []));
    expect(stages).toContainEqual({ state: "waiting", position: 0, step: "rebuild", done: 0, total: 2 });
    // The solution of the first step has done what its check looks for.
    expect(await learner.check(0)).toMatchObject({ answer: { result: "passed" } });
    await poll({ name: "the other to be given back", timeoutMs: 30_000 }, async () => running.pool.status().leased === 1);
  });

  test("a step behind one that has no solution cannot be set up afresh, and nothing is lost by asking", async () => {
    await using running = await ServerUnderTest.start();
    const learner = await running.learner();
    const before = await learner.start("valid-slow-check");
    await learner.ask("step:show", { step: 1 });
    expect(await learner.ask("lesson:rebuild")).toMatchObject({ ok: false, problem: { code: "bad-request", message: "step 1 has no solution, so what comes after it cannot be brought about" } });
    expect((await learner.venue()).session?.environment).toMatchObject({ id: before.environment.state === "ready" && before.environment.id });
  });

  test("another lesson gets another environment; coming back goes to where one was", async () => {
    await using running = await ServerUnderTest.start();
    const learner = await running.learner();
    const first = await learner.start("valid-host-shell");
    await learner.ask("step:show", { step: 1 });
    const second = await learner.start("valid-slow-check");
    expect(second.environment).not.toEqual(first.environment);
    const back = await learner.start("valid-host-shell");
    expect(back.step).toBe(1);
    await poll({ name: "the others to be given back", timeoutMs: 30_000 }, async () => running.pool.status().leased === 1);
  });

  test("what an environment runs out of is told, also to a page that comes later, until it is over", async () => {
    await using running = await ServerUnderTest.start();
    const learner = await running.learner();
    const { environment } = await learner.start("valid-host-shell");
    expect(environment).not.toHaveProperty("shortages");
    const id = environment.state === "ready" ? environment.id : "";
    const pool = running.pool as HostShellPool;
    pool.runOutOf(id, ["files", "memory"]);
    await learner.until("the shortage", ({ environment: now }) => now.state === "ready" && now.shortages?.join() === "files,memory");
    expect((await learner.venue()).session?.environment).toMatchObject({ shortages: ["files", "memory"] });
    pool.runOutOf(id, []);
    await learner.until("its end", ({ environment: now }) => now.state === "ready" && now.shortages === undefined);
    pool.runOutOf(id, ["files"]);
    await learner.ask("lesson:restart");
    expect(await learner.until("another environment", ({ environment: now }) => now.state === "ready" && now.id !== id)).not.toHaveProperty("environment.shortages");
  });

  test("it ends when its learner was away for long, and not while a tab is open", async () => {
    // A thousandth of a minute: whoever is away at the next look has been away for long.
    await using running = await ServerUnderTest.start({ config: { idleMinutes: 0.001 } });
    const here = await running.learner("here");
    const away = await running.learner("away");
    await here.start("valid-host-shell");
    await away.start("valid-host-shell");
    away.socket.disconnect();
    await poll({ name: "the abandoned environment to end", timeoutMs: 40_000 }, async () => running.pool.status().leased === 1);
    expect((await away.venue()).session!.environment).toMatchObject({ state: "ended", cause: "idle" });
    expect((await here.venue()).session!.environment.state).toBe("ready");
  }, 60_000);
});

describe("an environment of the server's last run", () => {
  test("that is left before the pool is there is not taken back, and the next lesson gets a fresh one", async () => {
    const first = await ServerUnderTest.start();
    const before = await first.learner();
    const { environment } = await before.start("valid-host-shell");
    await first.stop();

    const coming = Promise.withResolvers<HostShellPool>();
    await using second = await ServerUnderTest.start({ folder: first.folder, server: { pool: coming.promise } });
    const after = second.browser(before.cookie);
    await after.connect();
    await after.until("the search to be shown", (state) => state.environment.state === "waiting" && state.environment.step === "find-environment");
    expect(await after.ask("lesson:leave")).toEqual({ ok: true });
    coming.resolve(second.pool as HostShellPool);
    await second.server.opened;
    expect(second.pool).toMatchObject({ adopted: [], swept: 1 });
    expect(after.state!.environment).toEqual({ state: "none" });
    expect((await after.start("valid-host-shell")).environment).not.toEqual(environment);
  });
});
