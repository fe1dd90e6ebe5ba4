import { run } from "../../clusters/command.ts";
import type { BenchRun, BenchVenue } from "./bench-venue.ts";
import { atMost, type Figure, median, noted } from "./figure.ts";
import type { PlainKind } from "./plain/plain-kind.ts";

/** Steps of one bring-up in seconds, and the time to the point where both are compared. */
interface Boot {
  seconds: number;
  whole: number;
  stages: Record<string, number>;
}

/** The step after which a Pod of the learner's has run and DNS has answered it. */
const proven = "prove-cluster";

/** Measures our bring-up and plain kind's in turn, `pairs` times each, up to "pod running and DNS answers". */
export async function benchBoot({ venue, plain, pairs, onStage, signal }: BenchRun & { venue: BenchVenue; plain: PlainKind; pairs: number }): Promise<Record<string, Figure>> {
  onStage("making plain kind's node image");
  await plain.prepare(signal);
  const ours: Boot[] = [];
  const theirs: Boot[] = [];
  for (let pair = 1; pair <= pairs; pair++) {
    onStage(`${pair} of ${pairs}: our bring-up`);
    ours.push(await bootOurs(venue, signal));
    onStage(`${pair} of ${pairs}: plain kind's`);
    theirs.push(await bootPlain(plain, signal));
  }
  const seconds = (boots: Boot[]) => boots.map((boot) => boot.seconds);
  const ratio = median(seconds(ours)) / median(seconds(theirs));
  return {
    "boot to plain kind": atMost(ratio, 0.6, "ratio", { samples: ours.map((boot, n) => boot.seconds / theirs[n]!.seconds), note: `medians of ${pairs} each, alternating, to "pod running and DNS answers"` }),
    "boot ours": noted(median(seconds(ours)), "s", { samples: seconds(ours) }),
    "boot plain kind": noted(median(seconds(theirs)), "s", { samples: seconds(theirs) }),
    "boot ours, ready for the pool": noted(median(ours.map(({ whole }) => whole)), "s"),
    ...stageFigures("boot ours", ours),
    ...stageFigures("boot plain kind", theirs),
  };
}

async function bootOurs({ maker }: BenchVenue, signal: AbortSignal): Promise<Boot> {
  await settleDisk(signal);
  const stages: Record<string, number> = {};
  let seconds = Number.NaN;
  const begin = performance.now();
  const elapsed = () => (performance.now() - begin) / 1000;
  await using _environment = await maker.make("cluster", {
    signal,
    onStep: (step) => {
      stages[step.name] = step.seconds;
      if (step.name === proven) seconds = elapsed();
    },
  });
  return { seconds, whole: elapsed(), stages };
}

async function bootPlain(plain: PlainKind, signal: AbortSignal): Promise<Boot> {
  await settleDisk(signal);
  await using cluster = await plain.create(signal);
  return { seconds: cluster.seconds, whole: cluster.seconds, stages: cluster.stages };
}

/** What the one before has written is not to be the next one's burden. */
async function settleDisk(signal: AbortSignal): Promise<void> {
  await run("sync", [], { timeoutMs: 120_000, signal });
}

function stageFigures(name: string, boots: readonly Boot[]): Record<string, Figure> {
  const stages = Object.keys(boots[0]?.stages ?? {});
  return Object.fromEntries(stages.map((stage) => [`${name}: ${stage}`, noted(median(boots.map((boot) => boot.stages[stage] ?? Number.NaN)), "s")]));
}
