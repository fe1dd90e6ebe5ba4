import { poll } from "../clusters/poll.ts";
import { StateInUse, StateLock } from "./venue/state-lock.ts";

/** Ends the server of a state folder, if one runs, as Ctrl-C would, and gives the folder's lock when it is gone. Throws when it does not go within 30 s. */
export async function endServer(stateDir: string, say: (line: string) => void): Promise<StateLock> {
  const first = tryLock(stateDir);
  if (first instanceof StateLock) return first;
  const { pid, url } = first.owner;
  if (pid === undefined) throw first;
  say(`ending the server${url ? ` at ${url}` : ""} (process ${pid})`);
  process.kill(pid, "SIGTERM");
  return await poll({ name: `process ${pid} to end`, timeoutMs: 30_000, intervalMs: 200 }, async () => {
    const next = tryLock(stateDir);
    return next instanceof StateLock && next;
  });
}

function tryLock(stateDir: string): StateLock | StateInUse {
  try {
    return new StateLock(stateDir);
  } catch (error) {
    if (error instanceof StateInUse) return error;
    throw error;
  }
}
