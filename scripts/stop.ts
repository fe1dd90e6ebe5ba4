import { lowerHostWall } from "../clusters/host-wall.ts";
import { poll } from "../clusters/poll.ts";
import { environmentsOf, labelledStateFolders, sweepState } from "../clusters/sweep.ts";
import { StateLock } from "./venue/state-lock.ts";

/** Ends what serves from a state folder, and takes down the environments that it left for a next start unless they are to be kept. */
export async function stop(stateDir: string, { keepEnvironments, say }: { keepEnvironments: boolean; say: (line: string) => void }): Promise<void> {
  using _lock = await endServer(stateDir, say);
  say(`Nothing serves from ${stateDir} now.`);
  if (keepEnvironments) return;
  const left = await environmentsOf(stateDir);
  if (left.length > 0) {
    say(`taking down ${left.length} environment${left.length === 1 ? "" : "s"}`);
    await sweepState(stateDir);
  }
  const isNeeded = async (): Promise<boolean> => (await labelledStateFolders()).length > 0;
  if (await lowerHostWall(isNeeded, AbortSignal.timeout(60_000))) say("No environment is left on this machine: its rules are taken out of iptables.");
}

/** Ends the server of a state folder, if one runs, as Ctrl-C would, and gives the folder's lock when it is gone. Throws when it does not go within 30 s. */
export async function endServer(stateDir: string, say: (line: string) => void): Promise<StateLock> {
  const first = StateLock.tryTake(stateDir);
  if (first instanceof StateLock) return first;
  const { pid, url } = first.owner;
  if (pid === undefined) throw first;
  say(`ending the server${url ? ` at ${url}` : ""} (process ${pid})`);
  process.kill(pid, "SIGTERM");
  return await poll({ name: `process ${pid} to end`, timeoutMs: 30_000, intervalMs: 200 }, async () => {
    const next = StateLock.tryTake(stateDir);
    return next instanceof StateLock && next;
  });
}
