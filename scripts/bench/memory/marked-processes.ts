import { readdir, readFile } from "node:fs/promises";

/** Memory of some processes at one moment, in bytes. */
export interface ProcessMemory {
  processes: number;
  /** Resident sets added up: pages that several share count for each. */
  resident: number;
  /** Proportional sets added up: a page that several share counts once. */
  proportional: number;
}

/** Memory of every process that has `NAME=VALUE` in its environment: of a program that was started with it, and of all that it started and they did. */
export async function markedMemory(mark: { name: string; value: string }): Promise<ProcessMemory> {
  const wanted = `${mark.name}=${mark.value}`;
  const sum: ProcessMemory = { processes: 0, resident: 0, proportional: 0 };
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    const memory = await memoryOf(pid, wanted);
    if (!memory) continue;
    sum.processes += 1;
    sum.resident += memory.resident;
    sum.proportional += memory.proportional;
  }
  return sum;
}

async function memoryOf(pid: string, wanted: string): Promise<{ resident: number; proportional: number } | undefined> {
  try {
    const environment = await readFile(`/proc/${pid}/environ`, "utf8");
    if (!environment.split("\0").includes(wanted)) return undefined;
    return rollupOf(await readFile(`/proc/${pid}/smaps_rollup`, "utf8"));
  } catch {
    return undefined; // It has ended meanwhile, or belongs to somebody else and so was not started by ours.
  }
}

/** Resident and proportional set in bytes from /proc/PID/smaps_rollup (proc(5)). */
export function rollupOf(text: string): { resident: number; proportional: number } {
  const bytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(text)?.[1] ?? 0) * 1024;
  return { resident: bytes("Rss"), proportional: bytes("Pss") };
}
