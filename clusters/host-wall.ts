import { existsSync } from "node:fs";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CommandError, run } from "./command.ts";
import { fillOpenChain, openChainStands, openPrefix, openRules, removeOpenChain } from "./open-wall.ts";

/** What the bridges of environments' networks are called, before the environment's id: by this the rules know them. A name has 15 letters at most. */
const bridgePrefix = "tatami";
const bridgePrefixes = [bridgePrefix, openPrefix];

/**
 * Nothing that begins in an environment reaches this machine or leaves it (for those that are let out see {@link openRules}). Docker keeps networks apart from each other, but an internal one
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
  const bridges = await bridgesHere();
  await closeBridges(bridges);
  const isOpen = bridges.some((name) => name.startsWith(openPrefix));
  // What can stand, stands: Docker's chain may be gone.
  const outcomes = await Promise.allSettled([raise(rules, signal), ...(isOpen ? [raiseOpen(signal)] : [])]);
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
  return outcomes.some((outcome) => outcome.status === "fulfilled" && outcome.value);
}

async function raiseOpen(signal: AbortSignal): Promise<boolean> {
  const stood = await openChainStands(signal);
  if (!stood) await fillOpenChain(signal);
  return (await raise(openRules, signal)) || !stood;
}

/** Adds the rules that are not there. True when there was one. */
async function raise(wanted: readonly (readonly string[])[], signal: AbortSignal): Promise<boolean> {
  const added = await Promise.all(
    wanted.map(async (rule) => {
      if (await holds(rule, signal)) return false;
      await run("iptables", ["--wait", "10", "-I", ...rule], { timeoutMs: 20_000, signal });
      return true;
    }),
  );
  return added.includes(true);
}

/** Takes the rules away, each as often as it is there: two runs that began together may have added one each. True when there was one. */
async function remove(unwanted: readonly (readonly string[])[], signal: AbortSignal): Promise<boolean> {
  let removed = false;
  for (const rule of unwanted) {
    while (await holds(rule, signal)) {
      await run("iptables", ["--wait", "10", "-D", ...rule], { timeoutMs: 20_000, signal });
      removed = true;
    }
  }
  return removed;
}

/** Takes the rules away where nothing is left that they hold in, whoever's it was. True when it did. */
export async function lowerHostWall(isNeeded: () => Promise<boolean>, signal: AbortSignal): Promise<boolean> {
  if (await isNeeded()) return false;
  const removed = [await remove(rules, signal), await remove(openRules, signal)].includes(true);
  await removeOpenChain(signal);
  // Another run's network that has come meanwhile found the wall still standing; one that comes later raises it itself.
  if (!(await isNeeded())) return removed;
  await raiseHostWall(signal);
  return false;
}

/** Name of the bridge of an environment's network; `open`: of one that reaches the internet. */
export function bridgeName(environment: string, role: "cluster" | "toolbox", { open = false } = {}): string {
  return `${open ? openPrefix : bridgePrefix}${environment}-${role[0]}`;
}

/** One folder an interface: ip-sysctl.rst in the kernel's documentation. */
const interfaces = "/proc/sys/net";

async function bridgesHere(): Promise<string[]> {
  return (await readdir(join(interfaces, "ipv4", "conf"))).filter((name) => bridgePrefixes.some((prefix) => name.startsWith(prefix)));
}

/** The kernel passes on nothing that comes in by a bridge of a closed environment's: whoever flushes the packet filter, Docker's rules between networks among it, opens no way to a neighbour or out. Nor does it take part in IPv6 on any of them, for which the wall has no rule: a bridge would have an address of its own. */
async function closeBridges(bridges: readonly string[]): Promise<void> {
  await Promise.all(
    bridges.map(async (bridge) => {
      try {
        if (!bridge.startsWith(openPrefix)) await writeFile(join(interfaces, "ipv4", "conf", bridge, "forwarding"), "0");
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
    // 2: what it leads to is not there either.
    if (error instanceof CommandError && (error.exitCode === 1 || error.exitCode === 2)) return false;
    throw error;
  }
}
