import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { poll } from "../../../clusters/poll.ts";
import { ServerUnderTest } from "../../support/server-under-test.ts";

describe("a learner's way through a lesson", () => {
  test("join, start, terminal, check, solve, finish, leave", async () => {
    await using running = await ServerUnderTest.start();
    const learner = await running.learner("花子 🎌");
    const ready = await learner.start("valid-host-shell");
    expect(ready).toMatchObject({ nickname: "花子 🎌", lessonId: "valid-host-shell", step: -1, passed: [] });
    await learner.type("cat given.txt; echo $((40+2))", "42");
    await learner.ask("step:show", { step: 0 });

    const before = await learner.check(0);
    expect(before).toMatchObject({ ok: true, answer: { result: "not-yet", message: "there is no file done: ls" } });
    expect(await learner.ask("step:solve", { step: 0 })).toMatchObject({ ok: true, exitCode: 0 });
    expect(await learner.check(0)).toMatchObject({ ok: true, answer: { result: "passed" } });
    expect(learner.state!.passed).toEqual([0]);
    expect(learner.told.map(({ event }) => event)).toEqual(expect.arrayContaining(["session", "venue", "terminals", "check:started", "check:output", "check:answered"]));

    await learner.ask("step:show", { step: 1 });
    await learner.ask("step:show", { step: 2 });
    expect(learner.state!.passed, "going on passes a step that has no check").toEqual([0, 1]);
    await learner.type("touch later", "later");
    await learner.until("the third step to pass by itself", ({ passed }) => passed.includes(2));
    await learner.ask("step:show", { step: 3 });

    expect(await learner.ask("lesson:leave")).toEqual({ ok: true });
    expect(learner.state!.environment).toEqual({ state: "none" });
    await poll({ name: "the environment to be given back", timeoutMs: 30_000 }, async () => running.pool.status().leased === 0);
    const log = await readFile(running.logFile, "utf8");
    for (const event of ["join", "connect", "hand-out", "check", "solve", "give-back"]) expect(log).toContain(`"event":"${event}"`);
  });

  test("programs in the toolbox know the language of the page, from the beginning and after a change", async () => {
    await using running = await ServerUnderTest.start();
    const learner = await running.learner();
    await learner.get("/api/lessons/valid-host-shell?language=ja");
    await learner.start("valid-host-shell");
    await learner.type("until grep -qx ja .config/tatami/language; do sleep 0.1; done; echo reads-$((1+1))", "reads-2");
    await learner.get("/api/lessons/valid-host-shell?language=en");
    await learner.type("until grep -qx en .config/tatami/language; do sleep 0.1; done; echo reads-$((1+2))", "reads-3");
  });
});
