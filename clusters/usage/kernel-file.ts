import { readFile } from "node:fs/promises";

/** One number of a file of names and numbers, as the kernel writes them. Throws Error when it is not there. */
export function statOf(text: string, name: string): number {
  const found = new RegExp(`^${name} (\\d+)$`, "m").exec(text)?.[1];
  if (found === undefined) throw new Error(`There is no ${name} in what the kernel tells:\n${text}`);
  return Number(found);
}

/** How many programs of this whole machine the kernel has ended for want of memory since it began. */
export async function machineMemoryKills(): Promise<number> {
  return statOf(await readFile("/proc/vmstat", "utf8"), "oom_kill");
}
