import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { poll } from "../../../clusters/poll.ts";
import { eventForms } from "../../../server/event-form.ts";
import type { ScriptedLearner } from "../../support/scripted-learner.ts";
import { ServerUnderTest } from "../../support/server-under-test.ts";

describe("opening a socket", () => {
  test.each([
    ["no cookie", ""],
    ["a forged cookie", `tatami_session=${"A".repeat(22)}.${"A".repeat(27)}`],
  ])("with %s is refused as not joined", async (_name, cookie) => {
    await using running = await ServerUnderTest.start();
    await expect(running.browser(cookie).connect()).rejects.toMatchObject({ data: { code: "not-joined" } });
  });

  test("another site's page, a web preview's page and a page of no origin get none, whatever their cookie", async () => {
    await using running = await ServerUnderTest.start();
    const { cookie } = await running.learner();
    for (const origin of ["http://evil.example", `http://127.0.0.1:${running.server.previewPorts[0]}`, "null"]) {
      await expect(running.browser(cookie).connect({ origin }), origin).rejects.toThrow();
    }
  });

  test("the seventeenth tab of a learner is refused, another learner's first is not", async () => {
    await using running = await ServerUnderTest.start();
    const { cookie } = await running.learner();
    for (let tab = 1; tab < 16; tab++) await running.browser(cookie).connect();
    await expect(running.browser(cookie).connect()).rejects.toMatchObject({ data: { code: "too-many-tabs" } });
    await running.learner("Taro");
  });
});

test("one connection is one tab, however often it asks at once", async () => {
  await using running = await ServerUnderTest.start();
  const { cookie } = await running.learner();
  const socket = new WebSocket(`${running.server.url.replace(/^http/, "ws")}/socket.io/?EIO=4&transport=websocket`, { headers: { cookie, origin: running.server.url } } as never);
  const answers: string[] = [];
  socket.addEventListener("message", ({ data }) => void answers.push(String(data)));
  await new Promise((resolve) => socket.addEventListener("open", resolve, { once: true }));
  for (let attempt = 0; attempt < 20; attempt++) socket.send("40");
  // socket.io itself ends the connection for an attempt that comes after one has been let in; until then all of them are looked at.
  const over = () => socket.readyState === WebSocket.CLOSED || answers.filter((answer) => /^4[04]/.test(answer)).length === 20;
  await poll({ name: "each attempt to be answered, or the end", timeoutMs: 20_000, intervalMs: 10 }, async () => over());
  expect(answers.filter((answer) => answer.startsWith("40"))).toHaveLength(1);
  expect(answers.filter((answer) => answer.startsWith("44")).every((answer) => answer.includes("this connection is joined already"))).toBe(true);
  socket.close();
});

describe("on a socket", () => {
  test("nonsense is answered as nonsense, and without an answer function nothing happens", async () => {
    await using running = await ServerUnderTest.start();
    const learner = await running.learner();
    await learner.start("valid-host-shell");
    const bad: [string, unknown][] = [
      ["lesson:start", undefined],
      ["lesson:start", { lessonId: 7 }],
      ["step:show", { step: "1" }],
      ["step:show", { step: 99 }],
      ["step:show", { step: -2 }],
      ["step:check", { step: 0, language: "xx" }],
      ["step:check", { step: 7, language: "en" }],
      ["step:solve", { step: 1 }],
      ["terminal:attach", { terminal: "../x", from: 0, columns: 80, rows: 24 }],
    ];
    for (const [event, request] of bad) expect(await learner.ask(event, request), event).toMatchObject({ ok: false, problem: { code: "bad-request" } });
    expect(await learner.ask("lesson:start", { lessonId: "no-such" })).toMatchObject({ problem: { code: "lesson-unknown" } });
    expect(await learner.ask("lesson:start", { lessonId: "invalid-broken-json" })).toMatchObject({ problem: { code: "lesson-broken" } });
    for (const event of ["lesson:start", "step:check", "no:such:event", "__proto__"]) (learner.socket.emit as any)(event, { step: 0 });
    expect(await learner.ask("step:show", { step: 1 })).toEqual({ ok: true });
  });

  test("every event with other arguments than its own reaches no handler: the server lives, and whoever can be answered is told", async () => {
    await using running = await ServerUnderTest.start();
    const learner = await running.learner();
    await learner.start("valid-host-shell");
    const unhandled: unknown[] = [];
    const note = (error: unknown): void => void unhandled.push(error);
    process.on("unhandledRejection", note).on("uncaughtException", note);
    try {
      for (const [event, form] of Object.entries(eventForms)) {
        const wrong = [[], ["x"], ["x", "y"], ["x", "y", "z"]];
        const [asked, answered] = [form.some((place) => place === "request") ? 1 : 0, form.some((place) => place === "answer")];
        for (const given of wrong.filter(({ length }) => !answered || length !== asked)) expect(await learner.ask(event, ...given), `${event} with ${given.length}, and an answer`).toMatchObject({ ok: false, problem: { code: "bad-request", message: "there is no such event, or it has other arguments" } });
        for (const given of wrong.filter(({ length }) => answered || length !== asked)) (learner.socket.emit as any)(event, ...given);
      }
      for (const event of ["no:such:event", "__proto__", "constructor"]) expect(await learner.ask(event), event).toMatchObject({ problem: { code: "bad-request" } });
      expect(await learner.ask("step:show", { step: 1 })).toEqual({ ok: true });
      expect(learner.state?.environment.state, "none of them was done").toBe("ready");
      expect(unhandled).toEqual([]);
    } finally {
      process.off("unhandledRejection", note).off("uncaughtException", note);
    }
  });

  test("a message larger than allowed ends its own socket only", async () => {
    await using running = await ServerUnderTest.start();
    const greedy = await running.learner();
    const other = await running.learner("Taro");
    const ended = new Promise((resolve) => greedy.socket.once("disconnect", resolve));
    greedy.socket.emit("terminal:input", { terminal: "main", data: new Uint8Array(2_000_000) });
    await ended;
    expect(await other.ask("lesson:leave")).toEqual({ ok: true });
  });

  test("whoever asks without end is told to wait, in all tabs, and stays connected; others are answered", async () => {
    await using running = await ServerUnderTest.start();
    const restless = await running.learner();
    const tab = running.browser(restless.cookie);
    await tab.connect();
    const other = await running.learner("Taro");
    const toldToWait = async (learner: ScriptedLearner, times: number) => {
      const answers = await Promise.all(Array.from({ length: times }, () => learner.ask("window:stop")));
      return answers.filter((answer) => !answer.ok && answer.problem.code === "too-many-attempts" && answer.problem.seconds === 1).length;
    };
    expect(await toldToWait(restless, 1_500)).toBeGreaterThan(300);
    expect(await toldToWait(tab, 600)).toBeGreaterThan(0);
    expect(restless.socket.connected).toBe(true);
    expect(await other.ask("lesson:leave")).toEqual({ ok: true });
  });

  test("a flood of events ends its own socket only", async () => {
    await using running = await ServerUnderTest.start();
    const flooder = await running.learner();
    const other = await running.learner("Taro");
    const ended = new Promise((resolve) => flooder.socket.once("disconnect", resolve));
    for (let event = 0; event < 10_000; event++) flooder.socket.emit("terminal:resize", { terminal: "main", columns: 80, rows: 24 });
    await ended;
    expect(await other.ask("lesson:leave")).toEqual({ ok: true });
  });

  test("one learner reaches nothing of another's", async () => {
    await using running = await ServerUnderTest.start();
    const hanako = await running.learner("Hanako");
    const taro = await running.learner("Taro");
    await hanako.start("valid-host-shell");
    await taro.start("valid-host-shell");
    await hanako.type("echo mine > secret; echo made", "made");
    await taro.type("cat secret; echo looked", "No such file");
    await hanako.ask("step:show", { step: 2 });
    expect(taro.state).toMatchObject({ nickname: "Taro", step: -1 });
    expect(JSON.stringify(taro.told)).not.toContain("Hanako");
  });
});

describe("two tabs of one learner", () => {
  test("show the same: steps, check, environment; leaving in one closes the other", async () => {
    await using running = await ServerUnderTest.start();
    const one = await running.learner();
    const two = running.browser(one.cookie);
    await two.connect();
    const { environment } = await one.start("valid-host-shell");
    await two.until("the environment in the second tab", (state) => state.environment.state === "ready");
    expect(two.state!.environment).toEqual(environment);
    await two.ask("lesson:start", { lessonId: "valid-host-shell" });
    expect(running.pool.status().leased, "one environment, not two").toBe(1);
    await two.ask("step:show", { step: 0 });
    await one.until("the first tab to follow", ({ step }) => step === 0);
    await one.ask("step:solve", { step: 0 });
    await two.check(0);
    await one.until("the first tab to hear of it", ({ passed }) => passed.includes(0));

    const closed = new Promise((resolve) => two.socket.once("disconnect", resolve));
    await one.post("/api/leave", {});
    await closed;
    await expect(running.browser(one.cookie).connect()).rejects.toMatchObject({ data: { code: "not-joined" } });
  });

  test("one check at a time; the other one is told so", async () => {
    await using running = await ServerUnderTest.start();
    const one = await running.learner();
    const two = running.browser(one.cookie);
    await two.connect();
    const { environment } = await one.start("valid-slow-check");
    const slow = one.check(0);
    await poll({ name: "the check to run", timeoutMs: 30_000 }, async () => two.told.some(({ event }) => event === "check:output"));
    expect(await two.check(0)).toMatchObject({ ok: false, problem: { code: "check-running" } });
    expect(await two.check(1)).toMatchObject({ ok: false, problem: { code: "check-running" } });
    const id = environment.state === "ready" ? environment.id : "";
    await writeFile(join(running.folder, "shells", id, "home", "go-on"), "");
    expect(await slow).toMatchObject({ ok: true, answer: { result: "passed", output: "waiting\n" } });
    expect(await two.check(1)).toMatchObject({ ok: true });
  });
});
