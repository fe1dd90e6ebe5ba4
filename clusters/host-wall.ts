import { existsSync } from "node:fs";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CommandError, run } from "./command.ts";

/** What the bridges of all environments' networks are called, before the environment's id: by this the rules know them. A name has 15 letters at most. */
const bridgePrefix = "tatami";

/**
 * Nothing that begins in an environment reaches this machine or leaves it. Docker keeps networks apart from each other, but an internal one
 * still reaches every port of the host by any of its addresses, and the other one leads out. Replies pass: the host asks the API server.
 */
const rules = [
  ["INPUT", "-i", `${bridgePrefix}+`, "-m", "conntrack", "!", "--ctstate", "RELATED,ESTABLISHED", "-j", "DROP"],
  // Docker makes this chain for its users' own rules and asks it first, also after it was started again.
  ["DOCKER-USER", "-i", `${bridgePrefix}+`, "!", "-o", `${bridgePrefix}+`, "-m", "conntrack", "!", "--ctstate", "RELATED,ESTABLISHED", "-j", "DROP"],
  // What a toolbox and its cluster say to each other is not this machine's to remember: one learner would fill the one table of connections that this machine has for itself and everybody.
  ["PREROUTING", "--table", "raw", "-i", `${bridgePrefix}+`, "-m", "addrtype", "!", "--dst-type", "LOCAL", "-j", "CT", "--notrack"],
];

/** Sees to it that this machine holds environments in; costs nothing when it does already. True when a rule was added to its packet filter. */
export async function raiseHostWall(signal: AbortSignal): Promise<boolean> {
  await stopForwarding();
  const added = await Promise.all(
    rules.map(async (rule) => {
      if (await holds(rule, signal)) return false;
      await run("iptables", ["--wait", "10", "-I", ...rule], { timeoutMs: 20_000, signal });
      return true;
    }),
  );
  return added.includes(true);
}

/** Takes the rules away where nothing is left that they hold in, whoever's it was. True when it did. */
export async function lowerHostWall(isNeeded: () => Promise<boolean>, signal: AbortSignal): Promise<boolean> {
  if (await isNeeded()) return false;
  let removed = false;
  for (const rule of rules) {
    // Two runs that began together may have added one each.
    while (await holds(rule, signal)) {
      await run("iptables", ["--wait", "10", "-D", ...rule], { timeoutMs: 20_000, signal });
      removed = true;
    }
  }
  // Another run's network that has come meanwhile found the wall still standing; one that comes later raises it itself.
  if (!(await isNeeded())) return removed;
  await raiseHostWall(signal);
  return false;
}

/** Name of the bridge of an environment's network. */
export function bridgeName(environment: string, role: "cluster" | "toolbox"): string {
  return `${bridgePrefix}${environment}-${role[0]}`;
}

/** One folder an interface: ip-sysctl.rst in the kernel's documentation. */
const interfaces = "/proc/sys/net";

/** The kernel passes on nothing that comes in by a bridge of an environment's: whoever flushes the packet filter, Docker's rules between networks among it, opens no way to a neighbour or out. Nor does it take part in IPv6 there, for which the wall has no rule: a bridge would have an address of its own. */
async function stopForwarding(): Promise<void> {
  const bridges = (await readdir(join(interfaces, "ipv4", "conf"))).filter((name) => name.startsWith(bridgePrefix));
  await Promise.all(
    bridges.map(async (bridge) => {
      try {
        await writeFile(join(interfaces, "ipv4", "conf", bridge, "forwarding"), "0");
        if (existsSync(join(interfaces, "ipv6"))) await writeFile(join(interfaces, "ipv6", "conf", bridge, "disable_ipv6"), "1");
      } catch (error) {
        // Another environment's, which has been taken down meanwhile.
        if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      }
    }),
  );
}

async function holds(rule: readonly string[], signal: AbortSignal): Promise<boolean> {
  try {
    await run("iptables", ["--wait", "10", "-C", ...rule], { timeoutMs: 20_000, signal });
    return true;
  } catch (error) {
    if (error instanceof CommandError && error.exitCode === 1) return false;
    throw error;
  }
}
