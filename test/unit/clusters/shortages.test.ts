import { mkdtemp, rm, rmdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { run } from "../../../clusters/command.ts";
import { EndedPods, readEndedPods } from "../../../clusters/ended-pods.ts";
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
    await shortages.look({ memoryRanOut: false, endedPods: [] });
    await shortages.look({ memoryRanOut: false, endedPods: [] });
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
  await shortages.look({ memoryRanOut: true, endedPods: [] });
  await shortages.look({ memoryRanOut: false, endedPods: [] });
  expect(told).toEqual([["memory"]]);
});

test("a Pod that was ended is told for two minutes, each once, and not more than three", async () => {
  const shortages = new Shortages([]);
  let told: readonly Shortage[] = [];
  shortages.onChange((now) => (told = now));
  const line = (pod: string, secondsAgo: number, limit = "") => `default ${pod} ${new Date(Date.now() - secondsAgo * 1_000).toISOString().replace(/\.\d+/, "")}${limit}\n`;
  await shortages.look({ memoryRanOut: false, endedPods: readEndedPods(line("old", 130) + line("web", 30) + line("web", 20, " 400Mi") + line("no-limit", 10)) });
  expect(told).toEqual([{ namespace: "default", pod: "no-limit" }, { namespace: "default", pod: "web", limit: "400Mi" }]);
  await shortages.look({ memoryRanOut: false, endedPods: readEndedPods(["a", "b", "c", "d"].map((pod) => line(pod, 5)).join("")) });
  expect(told).toHaveLength(3);
  expect(readEndedPods("default <script> 2026-11-27T10:00:00Z\nError from server\ndefault web yesterday 4Mi")).toEqual([]);
});

test("a cluster is asked for ended Pods only after a program was ended, and twice in 30 s however often that happens", async () => {
  vi.useFakeTimers();
  try {
    const asked: number[] = [];
    const begin = performance.now();
    const pods = new EndedPods(async () => (asked.push(Math.round((performance.now() - begin) / 1_000)), []));
    const looks = async (count: number, maybe: boolean): Promise<void> => {
      for (let look = 0; look < count; look++) {
        await pods.look({ maybe });
        vi.advanceTimersByTime(5_000);
      }
    };
    await looks(10, false);
    expect(asked).toEqual([]);
    await looks(1, true);
    await looks(10, false);
    expect(asked.splice(0), "the kubelet has told the API server by then").toEqual([55, 70]);
    await looks(13, true);
    await looks(10, false);
    expect(asked, "the last one is looked for too").toEqual([110, 125, 140, 155, 170, 185]);
  } finally {
    vi.useRealTimers();
  }
});
