import { readFile } from "node:fs/promises";
import { runAsRoot } from "./root.ts";

/** The limits per user that a room full of kind nodes needs: the fourth one fails with the usual 128 instances. */
const wanted = { max_user_instances: 8192, max_user_watches: 524_288 };

type Limit = keyof typeof wanted;

/** One of the kernel's inotify limits that is lower than it should be. */
export interface LowInotifyLimit {
  /** The sysctl's name, e.g. `fs.inotify.max_user_instances`. */
  name: string;
  current: number;
  wanted: number;
}

/** The inotify limits that are too low here; none where the kernel does not show them. */
export async function lowInotifyLimits(): Promise<LowInotifyLimit[]> {
  const limits = await Promise.all(
    (Object.keys(wanted) as Limit[]).map(async (limit) => {
      const text = await readFile(`/proc/sys/fs/inotify/${limit}`, "utf8").catch(() => "");
      return { name: `fs.inotify.${limit}`, current: text === "" ? Infinity : Number(text), wanted: wanted[limit] };
    }),
  );
  return limits.filter(({ current, wanted }) => current < wanted);
}

/** The command that raises these limits until the next boot. */
export function raiseCommand(limits: readonly LowInotifyLimit[]): string[] {
  return ["sysctl", "-w", ...limits.map(({ name, wanted }) => `${name}=${wanted}`)];
}

/** Raises what is too low, until the next boot. Throws where this user may not. */
export async function raiseInotifyLimits(limits: readonly LowInotifyLimit[], signal?: AbortSignal): Promise<void> {
  const [file, ...args] = raiseCommand(limits);
  await runAsRoot(file as string, args, { timeoutMs: 10_000, ...(signal && { signal }) });
}
