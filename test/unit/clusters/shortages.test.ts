import { mkdtemp, rm, rmdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "../../../clusters/command.ts";
import { type Shortage, Shortages } from "../../../clusters/shortages.ts";

let mount: string;

beforeAll(async () => {
  mount = await mkdtemp(join(tmpdir(), "tatami-shortage-"));
  await run("mount", ["-t", "tmpfs", "-o", "size=1M,nr_inodes=60", "tmpfs", mount], { timeoutMs: 10_000 });
});
afterAll(async () => {
  await run("umount", [mount], { timeoutMs: 10_000 });
  await rmdir(mount);
});

test("a disk without room for bytes or for files is told, once, and so is its end; one that is not there says nothing", async () => {
  const shortages = new Shortages([
    { mount, shortage: "files" },
    { mount: join(mount, "none"), shortage: "cluster-files" },
  ]);
  const told: (readonly Shortage[])[] = [];
  shortages.onChange((now) => told.push(now));
  const look = async (): Promise<unknown> => {
    await shortages.look({ memoryRanOut: false });
    await shortages.look({ memoryRanOut: false });
    return told.splice(0);
  };
  expect(await look()).toEqual([]);
  await writeFile(join(mount, "full"), Buffer.alloc(2 ** 20 - 8_192));
  expect(await look()).toEqual([["files"]]);
  await rm(join(mount, "full"));
  expect(await look()).toEqual([[]]);
  for (let file = 0; file < 59; file++) await writeFile(join(mount, String(file)), "");
  expect(await look()).toEqual([["files"]]);
  // Who comes late, as a session after the server's restart, hears it too.
  const late: unknown[] = [];
  shortages.onChange((now) => late.push(now));
  expect(late).toEqual([["files"]]);
});

test("memory that ran out is told for a while", async () => {
  const shortages = new Shortages([]);
  const told: (readonly Shortage[])[] = [];
  shortages.onChange((now) => told.push(now));
  await shortages.look({ memoryRanOut: true });
  await shortages.look({ memoryRanOut: false });
  expect(told).toEqual([["memory"]]);
});
