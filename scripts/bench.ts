import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { inspect } from "node:util";
import { cacheFolder } from "../clusters/cache-folder.ts";
import { benchBoot } from "./bench/boot.ts";
import { type BenchName, type BenchOptions, BenchUsage, parseBenchOptions } from "./bench/bench-options.ts";
import { type BenchRun, BenchVenue } from "./bench/bench-venue.ts";
import { chromiumPath } from "./bench/chromium.ts";
import type { Figure } from "./bench/figure.ts";
import { benchBrokersReady } from "./bench/hands-on/brokers-ready.ts";
import { benchPart2 } from "./bench/hands-on/part2.ts";
import { benchJoin } from "./bench/join.ts";
import { benchLessonTest } from "./bench/lessons/lesson-test.ts";
import { benchManyLessons } from "./bench/lessons/many-lessons.ts";
import { benchPreview } from "./bench/lessons/preview.ts";
import { describeMachine } from "./bench/machine.ts";
import { benchEnvironmentCost } from "./bench/memory/environment-cost.ts";
import { benchServerMemory } from "./bench/memory/server-memory.ts";
import { PlainKind } from "./bench/plain/plain-kind.ts";
import { jsonOf, machineLines, tableOf } from "./bench/report.ts";
import { benchTerminal } from "./bench/terminal.ts";
import { benchVerdict } from "./bench/verdict.ts";
import { setUpFor } from "./test/set-up.ts";

/** What the benches with clusters share. */
interface Clusters {
  venue: BenchVenue;
  plain: PlainKind;
}

/** Measures one thing; `clusters` are there from the first call on. */
type Bench = (run: BenchRun, clusters: () => Promise<Clusters>, options: BenchOptions) => Promise<Record<string, Figure>>;

const benches: Record<BenchName, Bench> = {
  join: async (run, clusters, { joins }) => await benchJoin({ ...run, ...(await clusters()), joins, chromium: chromiumPath }),
  boot: async (run, clusters, { pairs }) => await benchBoot({ ...run, ...(await clusters()), pairs }),
  terminal: async (run) => await benchTerminal({ ...run, chromium: chromiumPath, cacheFolder: cacheFolder() }),
  memory: async (run, clusters) => {
    const bench = { ...run, ...(await clusters()) };
    return { ...(await benchServerMemory(bench)), ...(await benchEnvironmentCost(bench)) };
  },
  verdict: async (run) => await benchVerdict(run),
  lessons: async (run, clusters) => {
    const many = await benchManyLessons(run);
    const { venue } = await clusters();
    return { ...many, ...(await benchLessonTest({ ...run, venue })), ...(await benchPreview({ ...run, venue, chromium: chromiumPath })) };
  },
  handson: async (run, clusters) => {
    const bench = { ...run, ...(await clusters()) };
    return { ...(await benchBrokersReady(bench)), ...(await benchPart2(bench)) };
  },
};

// `npm run bench -- [join] [boot] [terminal] [memory] [verdict] [lessons] [handson] [--json FILE]`: measures one after the other, and leaves nothing behind.
const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (!stop.signal.aborted) console.error(`\ntatami: ended by ${signal}; taking down what the bench made`);
    stop.abort(new Error(`ended by ${signal}`));
  });
}
try {
  process.exitCode = (await measure(parseBenchOptions(process.argv.slice(2)), stop.signal)) ? 0 : 1;
} catch (error) {
  console.error(error instanceof BenchUsage || stop.signal.aborted ? (error as Error).message : error);
  process.exitCode = error instanceof BenchUsage ? 2 : 1;
}

/** True when every bench could be run and every goal was met. */
async function measure(options: BenchOptions, signal: AbortSignal): Promise<boolean> {
  const begin = performance.now();
  const onStage = (stage: string) => console.log(`${minutes(begin)}  ${stage}`);
  const browser = options.benches.some((name) => name === "join" || name === "terminal" || name === "lessons");
  await setUpFor({ name: "bench", limitMinutes: Number.POSITIVE_INFINITY, needs: { images: false, browser } }, signal);
  const machine = await describeMachine(signal);
  const figures: Record<string, Figure> = {};
  const failures: string[] = [];
  {
    await using stack = new AsyncDisposableStack();
    let clusters: Clusters | undefined;
    const openClusters = async () => (clusters ??= await open(stack, { onStage, signal }));
    for (const name of options.benches) {
      try {
        Object.assign(figures, await benches[name]({ signal, onStage: (stage) => onStage(`${name}: ${stage}`) }, openClusters, options));
      } catch (error) {
        signal.throwIfAborted();
        failures.push(`${name} could not be measured: ${inspect(error)}`);
      }
      if (options.json) await writeFile(resolve(process.env["INIT_CWD"] ?? ".", options.json), jsonOf(figures, machine));
    }
    onStage("taking everything down");
  }
  console.log(`\n${machineLines(machine)}\n\n${tableOf(figures)}\n`);
  const missed = Object.entries(figures).flatMap(([name, { ok }]) => (ok ? [] : [name]));
  if (missed.length > 0) console.log(`  Goal missed: ${missed.join("; ")}.`);
  for (const failure of failures) console.log(`  ${failure}`);
  if (missed.length + failures.length === 0) console.log("  Every goal was met.");
  return missed.length + failures.length === 0;
}

async function open(stack: AsyncDisposableStack, run: BenchRun): Promise<Clusters> {
  const venue = stack.use(await BenchVenue.open(run));
  return { venue, plain: stack.use(new PlainKind(venue)) };
}

function minutes(since: number): string {
  const seconds = Math.round((performance.now() - since) / 1000);
  return `${String(Math.floor(seconds / 60)).padStart(3)}:${String(seconds % 60).padStart(2, "0")}`;
}
