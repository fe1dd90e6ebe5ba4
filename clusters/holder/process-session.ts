import { readdirSync, readFileSync } from "node:fs";

/** Sends a signal to every process of a session (the leader and all it started, job control groups too). Gives how many there were. */
export function signalSession(leader: number, signal: NodeJS.Signals): number {
  let count = 0;
  for (const entry of readdirSync("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    const pid = Number(entry);
    if (sessionOf(pid) === leader && send(pid, signal)) count += 1;
  }
  return count;
}

/** Undefined when the process is gone. */
function sessionOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The name between the brackets may hold anything; the fields behind the last bracket are state, parent, group, session.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? undefined : Number(fields[3]);
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if (isGone(error)) return false;
    throw error;
  }
}

function isGone(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === "ENOENT" || code === "ESRCH";
}
