import { describe, expect, test } from "vitest";
import { ServerUnderTest } from "../../support/server-under-test.ts";

describe("a quiz", () => {
  test("is judged by the server, kept, and passes its step with the last right answer", async () => {
    await using running = await ServerUnderTest.start();
    const learner = await running.learner();
    await learner.start("valid-quiz");
    const answer = (step: number, quiz: number, given: object) => learner.ask("quiz:answer", { step, quiz, given, language: "en" });

    expect(await answer(0, 0, { chosen: [0] })).toEqual({ ok: true, right: false, said: ["Then <strong>nothing</strong> would run."] });
    await learner.ask("step:show", { step: 0 });
    await learner.ask("step:show", { step: 1 });
    expect(learner.state, "going on does not pass a step with an open quiz").toMatchObject({ passed: [], answered: [] });
    expect(await answer(0, 0, { chosen: [1] })).toEqual({ ok: true, right: true, said: ["<code>kubectl get nodes</code> says so."] });
    expect(learner.state).toMatchObject({ passed: [], answered: [{ step: 0, quiz: 0, given: { chosen: [1] } }] });
    expect(await answer(0, 1, { chosen: [0, 1, 2] })).toEqual({ ok: true, right: false, said: ["It belongs to the node."] });
    expect(await answer(0, 1, { chosen: [2, 0] })).toEqual({ ok: true, right: true, said: ["It keeps the count."] });
    expect(learner.state!.passed).toEqual([0]);

    expect(await learner.check(1)).toMatchObject({ ok: true, answer: { result: "not-yet", message: "The work is done. Now answer the quiz in this step, too." } });
    expect(await answer(1, 0, { text: "dir" })).toEqual({ ok: true, right: false, said: [] });
    expect(await answer(1, 0, { text: " ls " })).toEqual({ ok: true, right: true, said: [] });
    expect(await learner.check(1)).toMatchObject({ ok: true, answer: { result: "passed" } });
    expect(learner.state!.passed).toEqual([0, 1]);

    for (const [step, quiz, given] of [[0, 2, { text: "x" }], [2, 0, { text: "x" }], [-1, 0, { text: "x" }], [0, 0, {}], [0, -1, { chosen: [0] }], [0, 0, { chosen: ["0"] }]] as const) {
      expect(await answer(step, quiz, given)).toMatchObject({ ok: false, problem: { code: "bad-request" } });
    }
    await learner.ask("lesson:restart");
    expect(learner.state).toMatchObject({ passed: [], answered: [] });
    await learner.until("the fresh environment", ({ environment }) => environment.state === "ready");
  });
});
