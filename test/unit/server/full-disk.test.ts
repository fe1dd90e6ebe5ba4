import { writeFileSync } from "node:fs";
import { mkdtemp, readFile, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { run } from "../../../clusters/command.ts";
import { createLog } from "../../../server/log.ts";
import { ServerUnderTest } from "../../support/server-under-test.ts";

let disk: string;
beforeEach(async () => {
  disk = await mkdtemp(join(tmpdir(), "tatami-disk-"));
  await run("mount", ["-t", "tmpfs", "-o", "size=2m", "tatami-test", disk], { timeoutMs: 10_000 });
});
afterEach(async () => {
  // A log has no end but its process's: the disk goes with that.
  await run("umount", ["--lazy", disk], { timeoutMs: 10_000 });
  await rm(disk, { recursive: true });
});

test("a full disk is told to those who can do something about it, and nothing that was confirmed is lost", async () => {
  await using running = await ServerUnderTest.start({ config: { stateDir: join(disk, "state") } });
  const learner = await running.learner();
  await learner.start("valid-host-shell");
  expect(await learner.ask("step:show", { step: 0 })).toEqual({ ok: true });

  const filler = await fill();
  // The write-ahead log has some pages left of its own; then it is over.
  let answer = await learner.ask("step:show", { step: 1 });
  for (let step = 0; answer.ok && step < 2_000; step++) answer = await learner.ask("step:show", { step: step % 2 });
  expect(answer).toMatchObject({ ok: false, problem: { code: "cannot-save", message: expect.stringContaining("cannot save") } });
  const confirmed = learner.state!.step;
  const { status } = await learner.venue();
  expect(status).toMatchObject({ status: "degraded", cause: "storage", reason: expect.stringMatching(/is full.*free some space/) });
  expect(await (await learner.get("/healthz")).json()).toMatchObject({ status: "degraded", reason: expect.stringContaining("is full") });
  await learner.type("echo still $((1+1))", "still 2");

  await rm(filler);
  expect(await learner.ask("step:show", { step: 2 })).toEqual({ ok: true });
  expect((await learner.venue()).status.status).toBe("ready");
  expect([0, 1]).toContain(confirmed);
  expect((await learner.venue()).session!.step).toBe(2);

  const logged = (await readFile(running.logFile, "utf8")).trim().split("\n").map((line) => JSON.parse(line) as Record<string, unknown>);
  const venue = logged.filter(({ event }) => event === "venue").map(({ status, cause }) => [status, cause]);
  expect(venue.slice(0, 3)).toEqual([["preparing", undefined], ["ready", undefined], ["degraded", "storage"]]);
  expect(venue.at(-1)).toEqual(["ready", undefined]);
});

test("a log that there is no room for loses lines, whole ones, and fails nobody; it goes on when there is room", async () => {
  const [file, auditFile] = [join(disk, "server.log"), join(disk, "audit.log")];
  const log = createLog({ file, auditFile });
  const filler = await fill();
  // The last block of each file has some room of its own.
  for (let line = 0; line < 200; line++) log.info({ event: "join", line, nickname: "x".repeat(100) });
  await rm(filler);
  log.info({ event: "join", line: 200 });
  for (const path of [file, auditFile]) {
    const lines = (await readFile(path, "utf8")).trim().split("\n").map((text) => (JSON.parse(text) as { line: number }).line);
    expect(lines.length).toBeLessThan(200);
    expect(lines.slice(0, -1)).toEqual([...Array(lines.length - 1).keys()]);
    expect(lines.at(-1)).toBe(200);
  }
});

/** Takes all the room that the disk has; gives the file to remove for it to be free again. */
async function fill(): Promise<string> {
  const { bavail, bsize } = await statfs(disk);
  writeFileSync(join(disk, "filler"), Buffer.alloc(bavail * bsize));
  return join(disk, "filler");
}
