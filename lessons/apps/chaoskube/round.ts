import type { Cluster } from "./cluster/cluster.ts";
import type { Settings } from "./flags/settings.ts";
import type { Log } from "./reports/log.ts";
import type { Metrics } from "./reports/metrics.ts";
import { tellSlack } from "./reports/slack.ts";
import { drawVictims, type Random } from "./selection/draw-victims.ts";
import type { Pod } from "./selection/pod.ts";
import { candidatesOf, type PodFilter } from "./selection/pod-filter.ts";
import { type QuietTimes, quietReason } from "./quiet/quiet-times.ts";
import { formatSelector } from "./selection/selector.ts";
import type { WallClock } from "./quiet/wall-clock.ts";

/** What a round of chaos works with. */
export interface Chaos {
  settings: Settings;
  filter: PodFilter;
  quiet: QuietTimes;
  clock: WallClock;
  cluster: Cluster;
  log: Log;
  metrics: Metrics;
  random: Random;
}

/** One round: looks for candidates, draws the victims, deletes them. What fails is logged and counted, and the next round tries again. */
export async function runRound(chaos: Chaos): Promise<void> {
  const { log, metrics } = chaos;
  const errors = await attemptRound(chaos);
  if (errors.length > 0) {
    log.error("failed to terminate victim", { err: errors.join("; ") });
    metrics.error();
  }
  metrics.interval();
  log.debug("sleeping...");
}

async function attemptRound(chaos: Chaos): Promise<string[]> {
  const { settings, quiet, clock, log, random } = chaos;
  const reason = quietReason(quiet, clock.read(new Date()));
  if (reason) {
    log.debug(reason.message, reason.fields);
    return [];
  }
  const candidates = await attempt(() => findCandidates(chaos));
  if (typeof candidates === "string") return [candidates];
  const victims = drawVictims(candidates, settings.maxKill, random);
  if (victims.length === 0) log.debug("no victim found");
  const failures: string[] = [];
  for (const victim of victims) {
    const failure = await attempt(() => terminate(victim, chaos));
    if (typeof failure === "string") failures.push(failure);
  }
  return failures;
}

async function findCandidates({ settings, filter, cluster, log }: Chaos): Promise<Pod[]> {
  const pods = await cluster.pods(settings.clientNamespaceScope, formatSelector(filter.labels));
  const namespaces = filter.namespaceLabels.length > 0 ? await cluster.namespaces(formatSelector(filter.namespaceLabels)) : undefined;
  const candidates = candidatesOf(pods, filter, { now: new Date(), namespaces });
  log.debug("found candidates", { count: candidates.length });
  return candidates;
}

async function terminate(victim: Pod, { settings, cluster, log, metrics }: Chaos): Promise<void> {
  const { namespace, name } = victim;
  log.info("terminating pod", { namespace, name });
  if (settings.dryRun) return;
  const start = performance.now();
  try {
    await cluster.deletePod(victim, settings.gracePeriod);
  } finally {
    metrics.terminated((performance.now() - start) / 1000);
  }
  metrics.deleted(namespace);
  // The pod is gone already: what fails from here on is no failed termination.
  const unrecorded = await attempt(() => cluster.recordKilling(victim, new Date()));
  if (typeof unrecorded === "string") log.warning("failed to record the event", { err: unrecorded });
  const untold = settings.slackWebhook && (await attempt(() => tellSlack(settings.slackWebhook, victim)));
  if (typeof untold === "string" && untold) log.warning("failed to notify pod termination", { err: untold });
}

/** What the work gives, or what it failed with, in words. */
async function attempt<T>(work: () => Promise<T>): Promise<T | string> {
  try {
    return await work();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
