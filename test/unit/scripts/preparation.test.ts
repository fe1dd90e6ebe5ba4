import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { poll } from "../../../clusters/poll.ts";
import type { EnvironmentPool } from "../../../clusters/environment.ts";
import { environmentsStage } from "../../../scripts/preparation/environments-stage.ts";
import { Preparation, type PreparationStage, type StageNow } from "../../../scripts/preparation/preparation.ts";
import { dockerStage, hostStage } from "../../../scripts/preparation/stages.ts";
import { VenueProblem } from "../../../scripts/venue/venue-problem.ts";

describe("the preparation of a venue", () => {
  let folder: string;
  let times: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "tatami-preparation-"));
    times = join(folder, "times.json");
  });
  afterEach(async () => await rm(folder, { recursive: true }));

  test("runs its stages one after the other and tells everybody", async () => {
    const seen: string[] = [];
    const preparation = new Preparation([stage("docker", async (report) => report({ progress: 0.5, detail: "half" })), stage("images")], times);
    preparation.onChange((stages) => seen.push(stages.map(({ id, state, detail }) => `${id}:${state}${detail ? `(${detail})` : ""}`).join(" ")));

    await preparation.run(AbortSignal.timeout(50_000));

    expect(seen).toEqual([
      "docker:running images:waiting",
      "docker:running(half) images:waiting",
      "docker:done images:waiting",
      "docker:done images:running",
      "docker:done images:done",
    ]);
  });

  test("a stage that fails says why and what to do, and is run again by itself", async () => {
    let attempts = 0;
    const preparation = new Preparation(
      [
        stage("docker", async () => {
          if (++attempts === 1) throw new VenueProblem("Docker is away.", "Bring it back.");
        }),
      ],
      times,
      { retryMs: 5 },
    );
    const failures: unknown[] = [];
    preparation.onChange(([only]) => only?.state === "failed" && failures.push(only.failure));
    await preparation.run(AbortSignal.timeout(50_000));

    expect(failures).toEqual([{ reason: "Docker is away.", remedy: "Bring it back." }]);
    expect(preparation.stages()[0]).toEqual({ id: "docker", state: "done", progress: 1 });
  });

  test("keeps the failure in sight while it is tried again", async () => {
    const secondAttempt = Promise.withResolvers<void>();
    let attempts = 0;
    const preparation = new Preparation(
      [
        stage("docker", async () => {
          if (++attempts === 1) throw new Error("no luck");
          await secondAttempt.promise;
        }),
      ],
      times,
      { retryMs: 5 },
    );
    const run = preparation.run(AbortSignal.timeout(50_000));
    await poll({ name: "the second attempt", timeoutMs: 30_000, intervalMs: 5 }, async () => attempts === 2);

    expect(preparation.stages()[0]).toMatchObject({ state: "running", failure: { reason: "no luck" } });

    secondAttempt.resolve();
    await run;
  });

  test("ends with the signal's reason, in the middle of a stage and while it waits", async () => {
    const stop = new AbortController();
    const preparation = new Preparation([stage("docker", async () => Promise.reject(new Error("no luck")))], times);
    const run = preparation.run(stop.signal);
    await poll({ name: "the failure", timeoutMs: 30_000, intervalMs: 5 }, async () => preparation.stages()[0]?.state === "failed");

    stop.abort(new Error("the operator ended it"));

    await expect(run).rejects.toThrow("the operator ended it");
  });

  test("estimates by the last time that it took", async () => {
    await new Preparation([stage("docker")], times).run(AbortSignal.timeout(50_000));
    const estimates: (number | undefined)[] = [];
    const preparation = new Preparation([stage("docker")], times);
    preparation.onChange(([only]) => only?.state === "running" && estimates.push(only.secondsLeft));

    await preparation.run(AbortSignal.timeout(50_000));

    expect(estimates).toEqual([expect.any(Number)]);
  });

  test("estimates the very first time by what was measured elsewhere, for every stage that does not tell its own time", async () => {
    const estimates: (number | undefined)[] = [];
    const preparation = new Preparation([{ ...stage("docker"), expectedSeconds: 40 }], times);
    preparation.onChange(([only]) => only?.state === "running" && estimates.push(only.secondsLeft));

    await preparation.run(AbortSignal.timeout(50_000));

    expect(estimates).toEqual([40]);
    for (const { id, expectedSeconds } of [dockerStage, hostStage(() => undefined), environmentsStage(() => Promise.reject(new Error("not opened"))).stage]) expect(expectedSeconds, id).toBeGreaterThan(0);
  });

  test("takes back no progress that was shown", async () => {
    const shown: number[] = [];
    const preparation = new Preparation([stage("images", async (report) => [0.5, 0.2, 0.7].forEach((progress) => report({ progress })))], times);
    preparation.onChange(([only]) => only?.state === "running" && shown.push(only.progress));

    await preparation.run(AbortSignal.timeout(50_000));

    expect(shown).toEqual([0, 0.5, 0.5, 0.7]);
  });

  test("the environments' stage tells the steps of the first bring-up", async () => {
    const counts = { ready: 0, reserve: 2, capacity: 4, leased: 0, waiting: 0 };
    const statuses = [{ ...counts, making: { step: "start-cluster", done: 3, total: 7, secondsLeft: 20.2 } }, { ...counts, making: { step: "bound-rights", done: 4, total: 7, secondsLeft: -2 } }, { ...counts, ready: 1 }];
    const pool = { status: () => statuses.shift() } as unknown as EnvironmentPool;
    const told: StageNow[] = [];

    await environmentsStage(async () => pool).stage.run((now) => told.push(now), AbortSignal.timeout(50_000));

    expect(told).toEqual([{ detail: "disks" }, { progress: 3 / 7, step: { id: "start-cluster", number: 4, of: 7 }, secondsLeft: 21 }, { progress: 4 / 7, step: { id: "bound-rights", number: 5, of: 7 } }]);
  });
});

function stage(id: string, run: PreparationStage["run"] = async () => undefined): PreparationStage {
  return { id, run };
}
