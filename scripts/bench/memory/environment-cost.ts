import { setTimeout as delay } from "node:timers/promises";
import type { BenchRun, BenchVenue } from "../bench-venue.ts";
import { atMost, below, type Figure, noted } from "../figure.ts";
import type { PlainKind } from "../plain/plain-kind.ts";
import { type ContainerUsage, containerUsage } from "../../../clusters/usage/container-usage.ts";

/** Seconds: of sleep, of settling after the start, and of looking at what waits awake. */
const seconds = { asleep: 20, settling: 60, awake: 60 };
const mega = 1_000_000;

type Cost = Pick<ContainerUsage, "workingSet" | "anonymous" | "cpu">;

/** What one environment costs beside plain kind's cluster, both idle in the same minutes: memory, CPU asleep in the pool, CPU while its learner only reads. */
export async function benchEnvironmentCost({ venue, plain, onStage, signal }: BenchRun & { venue: BenchVenue; plain: PlainKind }): Promise<Record<string, Figure>> {
  onStage("making plain kind's cluster");
  await using bare = await plain.create(signal);
  onStage("making an environment");
  await using environment = await venue.maker.make("cluster", { signal });
  const ours = async () => sumOf(await Promise.all(environment.containers.map((name) => containerUsage(name, signal))));
  const theirs = async () => await containerUsage(bare.node, signal);

  onStage(`asleep in the pool, ${seconds.asleep} s`);
  const asleep = await cpuShare(ours, seconds.asleep, signal);
  onStage(`awake, settling for ${seconds.settling} s`);
  await environment.unpause(signal);
  await delay(seconds.settling * 1000, undefined, { signal });
  onStage(`awake and idle, ${seconds.awake} s`);
  const [awake, bareAwake] = await Promise.all([cpuShare(ours, seconds.awake, signal), cpuShare(theirs, seconds.awake, signal)]);
  const [memory, bareMemory] = await Promise.all([ours(), theirs()]);
  return {
    "memory environment to bare cluster": atMost(memory.workingSet / bareMemory.workingSet, 1.1, "ratio", { note: "working sets (usage less inactive file pages) of node and toolbox, one terminal open, against plain kind's node" }),
    "memory environment": noted(memory.workingSet / mega, "MB"),
    "memory bare cluster": noted(bareMemory.workingSet / mega, "MB"),
    "memory environment, without file pages": noted(memory.anonymous / mega, "MB"),
    "memory bare cluster, without file pages": noted(bareMemory.anonymous / mega, "MB"),
    "memory CPU asleep in the pool": atMost(asleep, 0, "% of a core", { note: `node and toolbox, over ${seconds.asleep} s` }),
    "memory CPU awake and idle": below(awake, bareAwake, "% of a core", { note: `node and toolbox, over ${seconds.awake} s; the goal is what plain kind's node took in the same time` }),
    "memory CPU bare cluster": noted(bareAwake, "% of a core"),
  };
}

/** CPU time over a while, in percent of one core. */
async function cpuShare(usage: () => Promise<Cost>, duringSeconds: number, signal: AbortSignal): Promise<number> {
  const [before, begin] = [await usage(), performance.now()];
  await delay(duringSeconds * 1000, undefined, { signal });
  const [after, end] = [await usage(), performance.now()];
  return (after.cpu - before.cpu) / 1e6 / (end - begin) * 100;
}

function sumOf(usages: readonly ContainerUsage[]): Cost {
  const sum = (of: (usage: ContainerUsage) => number) => usages.reduce((total, usage) => total + of(usage), 0);
  return { workingSet: sum(({ workingSet }) => workingSet), anonymous: sum(({ anonymous }) => anonymous), cpu: sum(({ cpu }) => cpu) };
}
