import { writeFileSync } from "node:fs";
import { mkdtemp, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { run } from "../../../clusters/command.ts";
import { ServerUnderTest } from "../../support/server-under-test.ts";

let disk: string;
beforeEach(async () => {
  disk = await mkdtemp(join(tmpdir(), "tatami-disk-"));
  await run("mount", ["-t", "tmpfs", "-o", "size=2m", "tatami-test", disk], { timeoutMs: 10_000 });
});
afterEach(async () => {
  await run("umount", [disk], { timeoutMs: 10_000 });
  await rm(disk, { recursive: true });
});

test("a full disk is told to those who can do something about it, and nothing that was confirmed is lost", async () => {
  await using running = await ServerUnderTest.start({ config: { stateDir: join(disk, "state") } });
  const learner = await running.learner();
  await learner.start("valid-host-shell");
  expect(await learner.ask("step:show", { step: 0 })).toEqual({ ok: true });

  const { bavail, bsize } = await statfs(disk);
  writeFileSync(join(disk, "filler"), Buffer.alloc(bavail * bsize));
  // The write-ahead log has some pages left of its own; then it is over.
  let answer = await learner.ask("step:show", { step: 1 });
  for (let step = 0; answer.ok && step < 2_000; step++) answer = await learner.ask("step:show", { step: step % 2 });
  expect(answer).toMatchObject({ ok: false, problem: { code: "cannot-save", message: expect.stringContaining("cannot save") } });
  const confirmed = learner.state!.step;
  const { status } = await learner.venue();
  expect(status).toMatchObject({ status: "degraded", cause: "storage", reason: expect.stringMatching(/is full.*free some space/) });
  expect(await (await learner.get("/healthz")).json()).toMatchObject({ status: "degraded", reason: expect.stringContaining("is full") });
  await learner.type("echo still $((1+1))", "still 2");

  await rm(join(disk, "filler"));
  expect(await learner.ask("step:show", { step: 2 })).toEqual({ ok: true });
  expect((await learner.venue()).status.status).toBe("ready");
  expect([0, 1]).toContain(confirmed);
  expect((await learner.venue()).session!.step).toBe(2);
});
