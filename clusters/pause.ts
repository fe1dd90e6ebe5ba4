import { CommandError, run } from "./command.ts";
import { poll } from "./poll.ts";

/** cgroup v1 cannot freeze a process that waits for the disk or is just being born: runc tries for a moment and gives up ("a game of chances", its source says). */
const unfrozen = /unable to freeze/;
const limitMs = 30_000;

/** Freezes containers, one after the other: they take no CPU until they are unpaused. Throws CommandError, or PollTimeout for one that could not be frozen within 30 s. */
export async function pauseContainers(names: readonly string[], signal: AbortSignal): Promise<void> {
  for (const name of names) {
    const outcome = await poll({ name: `${name} to be frozen`, timeoutMs: limitMs, intervalMs: 250, signal }, () => pauseOnce(name, signal));
    if (outcome !== "frozen") throw outcome;
  }
}

/** Undefined when it is worth another try; any other failure is given, and not tried again. */
async function pauseOnce(name: string, signal: AbortSignal): Promise<"frozen" | Error | undefined> {
  try {
    await run("docker", ["pause", name], { timeoutMs: limitMs, signal });
    return "frozen";
  } catch (error) {
    if (error instanceof CommandError && unfrozen.test(error.output)) return undefined;
    return error as Error;
  }
}
