import { run } from "../../../clusters/command.ts";

/** How many packets this machine's filter has thrown away on the way from or to environments' bridges, by the rules of ours and of Docker's. */
export async function droppedByTheWall(): Promise<number> {
  const rules = (await run("iptables-save", ["--counters", "--table", "filter"], { timeoutMs: 20_000 })).split("\n");
  const walls = rules.filter((rule) => /tatami/i.test(rule) && /-j (DROP|REJECT)/.test(rule));
  return walls.reduce((sum, rule) => sum + Number(/^\[(\d+):/.exec(rule)?.[1] ?? 0), 0);
}
