import { readdir, readFile, rm } from "node:fs/promises";
import { join, sep } from "node:path";
import { run } from "../../../clusters/command.ts";
import type { Leftover } from "./leftover.ts";
import { type RunMarks, temporaryFolder } from "./run-marks.ts";

/** Node keeps compiled modules there, for the next program. */
const caches = new Set(["node-compile-cache"]);

/** Processes that were started by a run, or by what it started. */
export async function processLeftovers({ id }: RunMarks): Promise<Leftover[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  const found = await Promise.all(
    pids.map(async (pid) => {
      const environment = await readFile(`/proc/${pid}/environ`, "utf8").catch(() => "");
      if (!environment.split("\0").includes(`TATAMI_TEST_RUN=${id}`)) return [];
      const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
      return [{ name: `process ${pid}: ${command.replaceAll("\0", " ").trim().slice(0, 200)}`, takeDown: async () => void process.kill(Number(pid), "SIGKILL") }];
    }),
  );
  return found.flat();
}

/** Mounts and loop devices of files below the run's folder. */
export async function mountLeftovers({ folder }: RunMarks): Promise<Leftover[]> {
  const mounts = (await readFile("/proc/mounts", "utf8")).split("\n").flatMap((line) => line.split(" ")[1] ?? []);
  const loops = (await run("losetup", ["--list", "--noheadings", "--output", "NAME,BACK-FILE"], { timeoutMs: 30_000 })).split("\n");
  return [
    // What is mounted in a mount has to go before it.
    ...mounts.filter((path) => path.startsWith(`${folder}${sep}`)).toReversed().map((path) => ({ name: `mount ${path}`, takeDown: () => run("umount", ["--lazy", path], { timeoutMs: 30_000 }) })),
    ...loops.flatMap((line) => {
      const [device = "", file = ""] = line.trim().split(/\s+/);
      return file.startsWith(`${folder}${sep}`) ? [{ name: `loop device ${device} of ${file}`, takeDown: () => run("losetup", ["--detach", device], { timeoutMs: 30_000 }) }] : [];
    }),
  ];
}

/** Files and folders that stayed in the run's TMPDIR. */
export async function fileLeftovers(marks: RunMarks): Promise<Leftover[]> {
  const folder = temporaryFolder(marks);
  const names = (await readdir(folder).catch(() => [])).filter((name) => !caches.has(name));
  return names.map((name) => ({ name: `temporary ${join(folder, name)}`, takeDown: () => rm(join(folder, name), { recursive: true, force: true }) }));
}
