import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Store } from "../../../server/store/store.ts";
import { StoreError } from "../../../server/store/store-error.ts";

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "tatami-store-"))));
afterEach(async () => rm(folder, { recursive: true, force: true }));

describe("the store", () => {
  test("what was written is there after it was opened anew, the signing key too", () => {
    const first = new Store(folder);
    const { id } = first.sessions.create("花子");
    first.sessions.enter(id, "first-steps");
    first.progress.show(id, "first-steps", 2);
    first.progress.pass(id, "first-steps", 1);
    first.progress.pass(id, "first-steps", 0);
    first.leases.add({ environmentId: "e1", sessionId: id, lessonId: "first-steps", flavor: "cluster", prepared: false, clock: { since: 1, endsAt: 5, latest: 9 } });
    first.leases.markPrepared("e1");
    const key = Buffer.from(first.signingKey);
    first[Symbol.dispose]();

    using second = new Store(folder);
    expect(second.sessions.find(id)).toMatchObject({ nickname: "花子", lessonId: "first-steps" });
    expect(second.progress.of(id, "first-steps")).toEqual({ step: 2, passed: [0, 1], answered: [] });
    expect(second.leases.all()).toEqual([{ environmentId: "e1", sessionId: id, lessonId: "first-steps", flavor: "cluster", prepared: true, clock: { since: 1, endsAt: 5, latest: 9 } }]);
    expect(Buffer.from(second.signingKey)).toEqual(key);
  });

  test("only its owner can read it", async () => {
    const closed = new Store(join(folder, "state"));
    closed.sessions.create("x");
    for (const file of ["tatami.sqlite", "tatami.sqlite-wal"]) expect((await stat(join(folder, "state", file))).mode & 0o777, file).toBe(0o600);
    expect((await stat(join(folder, "state"))).mode & 0o777).toBe(0o700);
    closed[Symbol.dispose]();
  });

  test("a second server on the same folder is refused with a sentence", () => {
    using _first = new Store(folder);
    expect(() => new Store(folder)).toThrow(/another Tatami server uses .*--state/);
  });

  test("a session that has ended is not found, and has no lease", () => {
    using store = new Store(folder);
    const { id } = store.sessions.create("x");
    store.sessions.end(id);
    expect(store.sessions.find(id)).toBeUndefined();
  });

  test("a session's second lease takes the place of the first", () => {
    using store = new Store(folder);
    const { id } = store.sessions.create("x");
    for (const environmentId of ["e1", "e2"]) store.leases.add({ environmentId, sessionId: id, lessonId: "l", flavor: "shell", prepared: true, clock: { since: 1, endsAt: 5, latest: 9 } });
    expect(store.leases.all().map(({ environmentId }) => environmentId)).toEqual(["e2"]);
  });

  test("writes that belong together are all undone when one fails", () => {
    using store = new Store(folder);
    const { id } = store.sessions.create("x");
    expect(() =>
      store.together(() => {
        store.progress.show(id, "l", 3);
        store.progress.pass("nobody", "l", 1);
      }),
    ).toThrow(StoreError);
    expect(store.progress.of(id, "l").step).toBe(-1);
  });

  test("a damaged file, a newer version and a folder that is a file are told apart", async () => {
    await writeFile(join(folder, "tatami.sqlite"), "this is not a database, but it is long enough to look like one\n".repeat(100));
    expect(() => new Store(folder)).toThrow(/damaged.*put a backup/);
    const newer = join(folder, "newer");
    new Store(newer)[Symbol.dispose]();
    const database = new DatabaseSync(join(newer, "tatami.sqlite"));
    database.exec("PRAGMA user_version = 99");
    database.close();
    expect(() => new Store(newer)).toThrow(/newer Tatami/);
    await writeFile(join(folder, "file"), "");
    expect(() => new Store(join(folder, "file"))).toThrow(/check who owns it/);
  });
});
