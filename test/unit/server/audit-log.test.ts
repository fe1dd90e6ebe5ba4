import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createLog } from "../../../server/log.ts";
import { ServerUnderTest } from "../../support/server-under-test.ts";

test("who came, what was handed out and checked, and how it ended can be read afterwards; nothing secret is in it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "tatami-audit-"));
  try {
    const auditFile = join(folder, "audit.log");
    const log = createLog({ file: join(folder, "server.log"), auditFile });
    await using venue = await ServerUnderTest.start({ argv: ["--access-code", "tatami-2018"], server: { log } });
    await venue.server.opened;
    const stranger = venue.browser();
    const post = (accessCode: string) => fetch(`${venue.url}/api/join`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ nickname: "Eve", accessCode }) });
    expect((await post("guessed")).status).toBe(403);
    expect((await post("tatami-2018")).status).toBe(200);
    await stranger.join("花子", "tatami-2018");
    await stranger.connect();
    await stranger.ask("lesson:start", { lessonId: "valid-host-shell" });
    await expect.poll(() => stranger.state?.environment.state, { timeout: 20_000 }).toBe("ready");
    await stranger.check(0);
    await stranger.ask("lesson:leave");

    const text = await readFile(auditFile, "utf8");
    const entries = text.trim().split("\n").map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(entries.map(({ event }) => event)).toEqual(["join-refused", "join", "join", "hand-out", "check", "give-back"]);
    const session = entries[2]?.["session"];
    expect(entries[0]).toMatchObject({ address: expect.stringMatching(/127\.0\.0\.1/), code: "access-code-wrong" });
    expect(entries[2]).toMatchObject({ nickname: "花子", address: expect.stringMatching(/127\.0\.0\.1/), time: expect.stringMatching(/^\d{4}-.*Z$/) });
    expect(entries.slice(3)).toMatchObject([{ session, flavor: "shell" }, { session, lesson: "valid-host-shell", step: 0 }, { session, because: "left" }]);
    expect(text).not.toMatch(/tatami-2018|guessed|tatami_session/);
    expect((await stat(auditFile)).mode & 0o777).toBe(0o600);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
