import { readFile } from "node:fs/promises";
import { run } from "../../../clusters/command.ts";

/** How many packets this machine has thrown away on the way from or to environments' bridges: by the rules of ours and of Docker's, or because it passes nothing on from there. */
export async function droppedByTheWall(): Promise<number> {
  return (await droppedByRules()) + (await notPassedOn());
}

/** The kernel counts what came for someone else by an interface that does not forward (InAddrErrors: RFC 4293, ipSystemStatsInAddrErrors). */
async function notPassedOn(): Promise<number> {
  const [names, counts] = (await readFile("/proc/net/snmp", "utf8")).split("\n").filter((line) => line.startsWith("Ip:")).map((line) => line.split(" "));
  return Number(counts?.[names?.indexOf("InAddrErrors") ?? -1]);
}

async function droppedByRules(): Promise<number> {
  const rules = (await run("iptables-save", ["--counters", "--table", "filter"], { timeoutMs: 20_000 })).split("\n");
  const walls = rules.filter((rule) => /tatami/i.test(rule) && /-j (DROP|REJECT)/.test(rule));
  return walls.reduce((sum, rule) => sum + Number(/^\[(\d+):/.exec(rule)?.[1] ?? 0), 0);
}
