import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { poll } from "../../../clusters/poll.ts";
import { loadLessons } from "../../../lessons/load-all.ts";
import type { Answer, CheckAnswer, WindowRecord } from "../../../server/protocol.ts";
import { endHostShells } from "../../support/host-shell-pool.ts";
import type { ScriptedLearner } from "../../support/scripted-learner.ts";
import { ScriptedLearner as Learner } from "../../support/scripted-learner.ts";
import { ServerChild } from "../../support/server-child.ts";
import { ServerUnderTest } from "../../support/server-under-test.ts";
import { writeWindowLesson } from "../../support/window-lesson.ts";
import { WindowSink } from "../../support/window-sink.ts";

const soon = { kills: 0, leaderKills: 0, acknowledged: 120 };
const never = { kills: 1, leaderKills: 0, acknowledged: 120 };

let folder: string;
let lessons: string;
let sink: WindowSink;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tatami-windows-"));
  lessons = join(folder, "lessons");
  sink = await WindowSink.start();
});
afterEach(async () => {
  await sink[Symbol.asyncDispose]();
  await endHostShells(join(folder, "shells"));
  await rm(folder, { recursive: true, force: true });
});

async function serve(): Promise<ServerUnderTest> {
  return ServerUnderTest.start({ folder, server: { shelf: await loadLessons(lessons) } });
}

function recordsOf(learner: ScriptedLearner): WindowRecord[] {
  return learner.told.filter(({ event }) => event === "window:record").map(({ payload }) => payload as WindowRecord);
}

/** What a page is told of windows when it connects, or when something made it all new. */
function wholeOf(learner: ScriptedLearner): WindowRecord[] | undefined {
  return learner.told.findLast(({ event }) => event === "window:records")?.payload as WindowRecord[] | undefined;
}

/** Asks for the window; its answer comes much later. */
function openWindow(learner: ScriptedLearner): Promise<Answer<{ answer: CheckAnswer }>> {
  return new Promise((resolve) => learner.socket.emit("step:check", { step: 1, language: "en" }, resolve));
}

async function flows(messages = 40): Promise<void> {
  await poll({ name: `${messages} messages`, timeoutMs: 20_000 }, async () => (await sink.seen()).messages >= messages);
}

describe("a window check", () => {
  test("is told once a second, passes its step by its verdict, and is there after a reload; a restart of the lesson forgets it", async () => {
    await writeWindowLesson(lessons, sink, { needs: soon });
    await using running = await serve();
    const learner = await running.learner();
    expect(wholeOf(learner)).toEqual([]);
    await learner.start("window");
    const page = (await (await learner.get("/api/lessons/window?language=en")).json()) as { steps: object[] };
    expect(page.steps[1]).toMatchObject({ hasCheck: true, recheckSeconds: 0, window: { limitSeconds: 30, needs: soon, expect: "intact" } });
    expect(page.steps[0]).not.toHaveProperty("window");
    expect(await learner.check(0)).toMatchObject({ ok: true, answer: { result: "passed" } });
    expect(recordsOf(learner)).toEqual([]);

    expect(await openWindow(learner)).toMatchObject({ ok: true, answer: { result: "passed", output: expect.stringMatching(/^Intact: all \d+ acknowledged messages/) } });
    expect(learner.state?.passed).toEqual([0, 1]);
    const records = recordsOf(learner);
    expect(records[0]).toMatchObject({ lesson: "window", step: 1, phase: "opening" });
    expect(records.at(-1)).toMatchObject({ phase: "done", verdict: { result: "intact" } });
    const second = running.browser(learner.cookie);
    await second.connect();
    await poll({ name: "the kept record", timeoutMs: 30_000 }, async () => wholeOf(second)?.length === 1);
    expect(wholeOf(second)).toEqual([records.at(-1)]);

    await learner.ask("lesson:restart");
    expect(wholeOf(learner)).toEqual([]);
    await learner.until("the fresh environment", ({ environment }) => environment.state === "ready");
  }, 120_000);

  test("survives a reload of the page, is the only one, and can be told to stop sending", async () => {
    await writeWindowLesson(lessons, sink, { needs: never });
    await using running = await serve();
    const learner = await running.learner();
    await learner.start("window");
    expect(await learner.ask("window:stop")).toMatchObject({ ok: false, problem: { code: "bad-request" } });
    learner.socket.emit("step:check", { step: 1, language: "en" }, () => undefined);
    await flows();
    learner[Symbol.dispose]();

    const again = running.browser(learner.cookie);
    await again.connect();
    await poll({ name: "the open window", timeoutMs: 30_000 }, async () => wholeOf(again)?.length === 1);
    await poll({ name: "how it goes on", timeoutMs: 30_000 }, async () => recordsOf(again).at(-1)?.phase === "sending");
    expect(await again.check(1)).toMatchObject({ ok: false, problem: { code: "check-running" } });
    expect(await again.check(0)).toMatchObject({ ok: false, problem: { code: "check-running" } });
    const { messages } = await sink.seen();
    await flows(messages + 20);
    expect(await again.ask("window:stop")).toEqual({ ok: true });
    const answered = await poll({ name: "the answer", timeoutMs: 20_000 }, async () => again.told.find(({ event }) => event === "check:answered"));
    expect(answered.payload).toMatchObject({ step: 1, byItself: false, answer: { result: "not-yet", message: expect.stringContaining("No verdict yet: 0 of 1 kills") } });
    expect(recordsOf(again).at(-1)).toMatchObject({ phase: "done", verdict: { result: "inconclusive" } });
    expect(await sink.seen()).toMatchObject({ heals: 1, streams: 1 });
  }, 120_000);

  test("is ended when the learner leaves the lesson, and says that it was interrupted", async () => {
    await writeWindowLesson(lessons, sink, { needs: never });
    await using running = await serve();
    const learner = await running.learner();
    await learner.start("window");
    const answer = openWindow(learner);
    await flows();
    await learner.ask("lesson:leave");
    expect(await answer).toMatchObject({ ok: false, problem: { code: "environment-missing" } });
    expect(recordsOf(learner).at(-1)?.phase).toBe("interrupted");
    expect(wholeOf(learner)).toEqual([]);
    await poll({ name: "the end of streams and watches", timeoutMs: 30_000 }, async () => (await sink.seen()).open === 0);
  }, 120_000);

  test("is forgotten when the lesson is begun again meanwhile", async () => {
    await writeWindowLesson(lessons, sink, { needs: never });
    await using running = await serve();
    const learner = await running.learner();
    const { environment } = await learner.start("window");
    const answer = openWindow(learner);
    await flows();
    expect(await learner.ask("lesson:restart")).toEqual({ ok: true });
    expect(await answer).toMatchObject({ ok: false, problem: { code: "environment-missing" } });
    await learner.until("the fresh environment", (state) => state.environment.state === "ready" && environment.state === "ready" && state.environment.id !== environment.id);
    const again = running.browser(learner.cookie);
    await again.connect();
    expect(await poll({ name: "what is kept", timeoutMs: 30_000 }, async () => wholeOf(again))).toEqual([]);
    expect(recordsOf(learner).map(({ phase }) => phase)).not.toContain("interrupted");
  }, 120_000);

  test("waits for the step's quiz, so that it is not run for nothing", async () => {
    await writeWindowLesson(lessons, sink, { needs: soon, quiz: "\n>>Q1: Is it lost?<<\n(*) No\n( ) Yes\n" });
    await using running = await serve();
    const learner = await running.learner();
    await learner.start("window");
    expect(await learner.check(1)).toMatchObject({ ok: true, answer: { result: "not-yet", message: expect.stringContaining("quiz") } });
    expect((await sink.seen()).messages).toBe(0);
  }, 120_000);
});

describe("when the server ends in a window", () => {
  async function interrupted(signal: "SIGKILL" | "SIGTERM"): Promise<{ after: ScriptedLearner; answer: unknown; healsBefore: number } & AsyncDisposable> {
    await writeWindowLesson(lessons, sink, { needs: soon });
    // The first run is not to come to its end by itself.
    await sink.faults({ lose: 0, refuse: 1 });
    const argv = ["--port", "0", "--lessons", lessons];
    const first = await ServerChild.start(folder, argv);
    using before = new Learner(first.url);
    await before.join();
    await before.connect();
    await before.start("window");
    const answer = openWindow(before);
    await flows(10);
    const gone = new Promise<unknown>((resolve) => before.socket.once("disconnect", resolve));
    await first.end(signal);
    const said = await Promise.race([answer, gone]);
    const healsBefore = (await sink.seen()).heals;
    await sink.faults({});
    const second = await ServerChild.start(folder, argv);
    const after = new Learner(second.url, before.cookie);
    await after.connect();
    return {
      after,
      answer: said,
      healsBefore,
      async [Symbol.asyncDispose]() {
        after[Symbol.dispose]();
        await second[Symbol.asyncDispose]();
      },
    };
  }

  test.each([
    ["by SIGKILL, the killing is ended when the environment is taken back", "SIGKILL"],
    ["by SIGTERM, the killing is ended before, and not once more", "SIGTERM"],
  ] as const)("%s; the learner sees that it was interrupted, and starts it again", async (_, signal) => {
    await using end = await interrupted(signal);
    const { after, answer, healsBefore } = end;
    if (signal === "SIGTERM") expect(answer).toMatchObject({ ok: false, problem: { code: "closing" } });
    expect(healsBefore).toBe(signal === "SIGTERM" ? 1 : 0);
    expect(await poll({ name: "what is kept", timeoutMs: 30_000 }, async () => wholeOf(after))).toMatchObject([{ step: 1, phase: "interrupted", counts: { acknowledged: 0 } }]);
    await poll({ name: "the killing to be ended", timeoutMs: 30_000 }, async () => (await sink.seen()).heals === 1);
    expect(await openWindow(after)).toMatchObject({ ok: true, answer: { result: "passed" } });
    expect((await sink.seen()).heals).toBe(2);
    expect(after.state?.passed).toEqual([1]);
  }, 120_000);
});
