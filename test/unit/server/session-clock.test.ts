import { expect, test } from "vitest";
import { extended, newClock } from "../../../server/workshop/session-clock.ts";
import { ServerUnderTest } from "../../support/server-under-test.ts";

const minute = 60_000;

test("an environment can be extended by a quarter at a time, to twice its time and no further", () => {
  const clock = newClock(240, 0);
  expect(clock).toEqual({ since: 0, endsAt: 240 * minute, latest: 480 * minute });
  const ends = Array.from({ length: 6 }, () => 0).reduce<number[]>((all) => [...all, extended({ ...clock, endsAt: all.at(-1) ?? clock.endsAt }, 240).endsAt], []);
  expect(ends.map((end) => end / minute)).toEqual([300, 360, 420, 480, 480, 480]);
});

test("an environment ends when its time is over, though its learner is there; progress stays, and the next one has its whole time", async () => {
  await using running = await ServerUnderTest.start({ config: { sessionMinutes: 0.03 } });
  const learner = await running.learner();
  await learner.start("valid-host-shell");
  const ended = await learner.until("the end of the time", ({ environment }) => environment.state === "ended");
  expect(ended.environment).toEqual({ state: "ended", cause: "time", reason: "its time was over" });
  expect(await learner.ask("environment:extend")).toMatchObject({ ok: false, problem: { code: "environment-missing" } });
  expect(running.pool.status().leased).toBe(0);
  expect(await learner.start("valid-host-shell")).toMatchObject({ environment: { state: "ready", canExtend: true } });
});

test("what was extended stays extended when the server has been killed in between", async () => {
  const first = await ServerUnderTest.start();
  const learner = await first.learner();
  expect((await learner.start("valid-host-shell")).environment).toMatchObject({ secondsLeft: expect.closeTo(240 * 60, -1), canExtend: true });
  for (let times = 0; times < 4; times++) expect(await learner.ask("environment:extend")).toEqual({ ok: true });
  await learner.until("the last extension", ({ environment }) => environment.state === "ready" && !environment.canExtend);
  expect(await learner.ask("environment:extend")).toMatchObject({ ok: false, problem: { message: expect.stringContaining("as late as it can") } });
  await first.stop();
  await using second = await ServerUnderTest.start({ folder: first.folder });
  const again = second.browser(learner.cookie);
  await second.server.opened;
  await again.connect();
  const { environment } = await again.until("the environment again", ({ environment }) => environment.state === "ready");
  expect(environment).toMatchObject({ canExtend: false, secondsLeft: expect.closeTo(480 * 60, -2) });
});
