import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { poll } from "../../../clusters/poll.ts";
import { environmentsOf } from "../../../clusters/sweep.ts";
import { ScriptedLearner } from "../../support/scripted-learner.ts";
import { StartedVenue } from "../../support/started-venue.ts";
import { UnixRelay } from "../../support/unix-relay.ts";

test("Docker stops answering: the operator is told, who has an environment goes on, who wants one hears why; it goes on by itself and nothing leaks", async () => {
  const folder = await mkdtemp(join(tmpdir(), "tatami-relay-"));
  await using docker = new UnixRelay(join(folder, "docker.sock"), "/var/run/docker.sock");
  await docker.open();
  const venue = await StartedVenue.start(["--reserve", "1", "--capacity", "3"], { DOCKER_HOST: `unix://${docker.path}` });
  try {
    await venue.ready(1);
    const first = new ScriptedLearner(venue.url);
    await first.join("Hanako");
    await first.connect();
    expect(await first.ask("lesson:start", { lessonId: "first-steps" })).toEqual({ ok: true });
    await until("an environment", () => first.state?.environment.state === "ready");

    // In the middle of the next bring-up.
    await docker.close();
    await poll({ name: "the health check to tell", timeoutMs: 60_000, intervalMs: 250 }, async () => (await venue.health()).status === "degraded");
    expect((await venue.health()).reason).toMatch(/Docker/);
    expect(await first.check(0)).toMatchObject({ ok: true, answer: { result: "not-yet" } });

    const second = new ScriptedLearner(venue.url);
    await second.join("Taro");
    await second.connect();
    await second.ask("lesson:start", { lessonId: "first-steps" });
    await until("the second learner to hear why", () => second.state?.environment.state === "failed");

    await docker.open();
    await venue.ready(1);
    expect(await second.ask("lesson:restart")).toEqual({ ok: true });
    await until("the second learner's environment", () => second.state?.environment.state === "ready");
    await venue.ready(1);
    expect(await environmentsOf(venue.stateDir)).toHaveLength(3);
    first[Symbol.dispose]();
    second[Symbol.dispose]();
  } finally {
    // What tears down needs it.
    await docker.open();
    await venue[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  }
});

test("the operator reads in the terminal that Docker is away, once, and that it is over; the log has both", async () => {
  const folder = await mkdtemp(join(tmpdir(), "tatami-relay-"));
  await using docker = new UnixRelay(join(folder, "docker.sock"), "/var/run/docker.sock");
  await docker.open();
  const venue = await StartedVenue.start(["--reserve", "0", "--capacity", "1"], { DOCKER_HOST: `unix://${docker.path}` });
  try {
    await venue.ready(0);
    await docker.close();
    await until("the terminal to tell", () => /^✖ Docker does not answer: .*\n {2}→ It is tried again/m.test(venue.said));
    await docker.open();
    await until("the terminal to tell that it is over", () => /^✔ Environments can be made again\.$/m.test(venue.said));
    expect(venue.said.match(/^[✖✔]/gm)).toEqual(["✖", "✔"]);

    const logged = (await readFile(join(venue.stateDir, "server.log"), "utf8")).trim().split("\n").map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(logged.filter(({ event }) => event === "venue").slice(-3)).toMatchObject([
      { status: "ready" },
      { status: "degraded", cause: "environments", reason: expect.stringContaining("Docker does not answer") as string },
      { status: "ready" },
    ]);
  } finally {
    await docker.open();
    await venue[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  }
});

async function until(name: string, is: () => boolean): Promise<void> {
  await poll({ name, timeoutMs: 180_000, intervalMs: 100 }, async () => is());
}
