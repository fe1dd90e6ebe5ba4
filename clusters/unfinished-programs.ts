import { readdir, readFile, readlink } from "node:fs/promises";
import { join } from "node:path";
import { poll } from "./poll.ts";

/**
 * Ends each kind that is making a cluster whose name begins so, and waits for what was asked of Docker under such a name. A kind that was ended
 * leaves its `docker run` behind, and one whose server was killed goes on by itself: a container made after the teardown has looked would stay for ever.
 */
export async function endUnfinished(namePrefix: string): Promise<void> {
  await poll({ name: `the programs that make ${namePrefix}`, timeoutMs: 60_000, intervalMs: 20 }, async () => {
    const unfinished = (await ownProcesses()).filter(({ args }) => args.some((arg) => arg.startsWith(namePrefix)));
    const makers = unfinished.filter(({ args }) => args[1] === "create" && args[2] === "cluster");
    for (const { pid } of makers) kill(pid);
    return makers.length === 0 && !unfinished.some(({ args }) => ["run", "network"].includes(args[1] ?? ""));
  });
}

/** Of this machine and not of a container: a learner's program can call itself anything. */
async function ownProcesses(): Promise<{ pid: number; args: string[] }[]> {
  const own = await readlink("/proc/self/ns/pid");
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(pids.map(async (pid) => ({ pid: Number(pid), args: (await look(() => readFile(join("/proc", pid, "cmdline"), "utf8")))?.split("\0") ?? [], space: await look(() => readlink(join("/proc", pid, "ns", "pid"))) })));
  return found.filter(({ space }) => space === own);
}

/** Undefined when the process is gone, or not ours to look at. */
async function look(at: () => Promise<string>): Promise<string | undefined> {
  try {
    return await at();
  } catch (error) {
    if (["ENOENT", "ESRCH", "EACCES", "EPERM"].includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw error;
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
