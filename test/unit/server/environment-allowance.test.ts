import { describe, expect, test } from "vitest";
import { EnvironmentAllowance } from "../../../server/workshop/environment-allowance.ts";
import { HostShellPool } from "../../support/host-shell-pool.ts";
import { ServerUnderTest } from "../../support/server-under-test.ts";

const few = { others: 0, capacity: 10, invited: false };

describe("fresh environments", () => {
  test("a session has five at once and then one in two minutes, wherever it is; another one has its own", () => {
    let now = 0;
    const allowance = new EnvironmentAllowance({ now: () => now });
    const take = (sessionId: string) => allowance.take({ sessionId, address: "127.0.0.1", ...few });
    for (let count = 0; count < 5; count++) take("one");
    expect(() => take("one")).toThrow(expect.objectContaining({ code: "too-many-environments", seconds: 120 }));
    take("other");
    now = 60_000;
    expect(() => take("one")).toThrow(expect.objectContaining({ seconds: 60 }));
    now = 120_000;
    take("one");
    expect(() => take("one")).toThrow("try again in 120 s");
  });

  test("an address has 120 at once, in however many sessions; this machine's own has everybody's", () => {
    const allowance = new EnvironmentAllowance({ now: () => 0 });
    const take = (sessionId: string, address: string) => allowance.take({ sessionId, address, ...few });
    for (let count = 0; count < 120; count++) take(`far ${count}`, "192.0.2.1");
    expect(() => take("far", "192.0.2.1")).toThrow(expect.objectContaining({ code: "too-many-environments", seconds: 5 }));
    take("far", "192.0.2.2");
    for (let count = 0; count < 200; count++) take(`near ${count}`, "::1");
  });

  test.each([[1, 1], [9, 9], [10, 9], [35, 32]])("of %i environments one address may have %i", (capacity, most) => {
    const allowance = new EnvironmentAllowance();
    const take = (others: number, { address = "192.0.2.1", invited = false } = {}) => allowance.take({ sessionId: `${others}`, address, others, capacity, invited });
    take(most - 1);
    expect(() => take(most)).toThrow(expect.objectContaining({ code: "too-many-at-address" }));
    take(most, { address: "127.0.0.1" });
    take(capacity + 10, { invited: true });
  });
});

test("whoever begins again and again is told when the next one is theirs, and keeps the one at hand; others begin", async () => {
  await using running = await ServerUnderTest.start({ pool: (folder) => new HostShellPool(folder, { neverReady: true }) });
  const [restless, other] = [await running.learner(), await running.learner("Taro")];
  expect(await restless.ask("lesson:start", { lessonId: "valid-host-shell" })).toEqual({ ok: true });
  expect(await restless.ask("lesson:start", { lessonId: "valid-host-shell" }), "the one at hand").toEqual({ ok: true });
  for (const event of ["lesson:restart", "lesson:rebuild", "lesson:restart"]) expect(await restless.ask(event), event).toEqual({ ok: true });
  await restless.ask("lesson:leave");
  expect(await restless.ask("lesson:start", { lessonId: "valid-host-shell" })).toEqual({ ok: true });
  await restless.ask("step:show", { step: 1 });
  for (const event of ["lesson:restart", "lesson:rebuild"]) expect(await restless.ask(event), event).toMatchObject({ ok: false, problem: { code: "too-many-environments", seconds: expect.any(Number) as number } });
  expect(restless.state).toMatchObject({ lessonId: "valid-host-shell", step: 1, environment: { state: "waiting" } });
  await restless.ask("lesson:leave");
  expect(await restless.ask("lesson:start", { lessonId: "valid-host-shell" })).toMatchObject({ problem: { code: "too-many-environments" } });
  expect(restless.state?.lessonId, "not gone into").toBeUndefined();
  expect(await other.ask("lesson:start", { lessonId: "valid-host-shell" })).toEqual({ ok: true });
});

test("what one address has and waits for leaves room for others; whoever leaves makes room", async () => {
  await using running = await ServerUnderTest.start({ pool: (folder) => new HostShellPool(folder, { neverReady: true, capacity: 10 }) });
  await running.server.opened;
  const start = async (nickname: string, forwardedFor: string) => {
    const learner = running.browser();
    await learner.join(nickname);
    await learner.connect({ forwardedFor });
    return { learner, answer: await learner.ask("lesson:start", { lessonId: "valid-host-shell" }) };
  };
  const room = [];
  for (let seat = 1; seat <= 9; seat++) room.push(await start(`Learner ${seat}`, "198.51.100.1"));
  expect(room.every(({ answer }) => answer.ok)).toBe(true);
  const late = await start("Late", "198.51.100.1");
  expect(late.answer).toMatchObject({ ok: false, problem: { code: "too-many-at-address" } });
  expect((await start("Elsewhere", "198.51.100.2")).answer).toEqual({ ok: true });
  expect(await room[0]?.learner.ask("lesson:restart"), "one's own is no other's").toEqual({ ok: true });
  await room[0]?.learner.ask("lesson:leave");
  expect(await late.learner.ask("lesson:start", { lessonId: "valid-host-shell" })).toEqual({ ok: true });
});
