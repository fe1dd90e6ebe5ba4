/**
 * Tatami's stand-in for chaoskube 0.39 (linki/chaoskube): the same flags, rights, events, log lines and metrics, for venues that cannot pull images.
 * It shares no code with it. What differs is in the README beside this file.
 */
import { Cluster } from "./cluster/cluster.ts";
import { findConnection } from "./cluster/find-connection.ts";
import { openRequests } from "./cluster/request.ts";
import { BadValue } from "./flags/bad-value.ts";
import { help } from "./flags/help.ts";
import { readFlags, UsageError } from "./flags/read-flags.ts";
import { readSettings, type Settings } from "./flags/settings.ts";
import { readQuietTimes } from "./quiet/quiet-times.ts";
import { openWallClock } from "./quiet/wall-clock.ts";
import { type Log, openLog } from "./reports/log.ts";
import { serveMetrics } from "./reports/metrics-server.ts";
import { Metrics } from "./reports/metrics.ts";
import { readPodFilter } from "./selection/pod-filter.ts";
import { runRound } from "./round.ts";
import { runRounds } from "./rounds.ts";
import { logChoice, logStart, version } from "./start-lines.ts";

const settings = settingsOrText();
if (typeof settings === "string") process.stdout.write(`${settings}\n`);
else await run(settings);

function settingsOrText(): Settings | string {
  try {
    const flags = readFlags(process.argv.slice(2), process.env);
    if (flags === "help") return help();
    return flags === "version" ? version : readSettings(flags);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`chaoskube: error: ${error.message}, try --help\n`);
    process.exit(1);
  }
}

async function run(settings: Settings): Promise<void> {
  const log = openLog({ format: settings.logFormat, debug: settings.debug, caller: settings.logCaller, write: (text) => process.stderr.write(text) });
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  logStart(log, settings);
  const filter = attempt(log, () => readPodFilter(settings));
  const quiet = attempt(log, () => readQuietTimes(settings));
  const clock = attempt(log, () => openWallClock(settings.timezone));
  const cluster = await connect(log, settings);
  logChoice(log, settings, { quiet, clock });
  const metrics = new Metrics();
  await using _server = settings.metricsAddress ? await serveMetrics(metrics, settings.metricsAddress).catch((error: Error) => end(log, "failed to start HTTP server", error)) : undefined;
  const chaos = { settings, filter, quiet, clock, cluster, log, metrics, random: Math.random };
  await runRounds(() => runRound(chaos), { interval: settings.interval, maxRuntime: settings.maxRuntime, signal: stop.signal });
}

async function connect(log: Log, settings: Settings): Promise<Cluster> {
  try {
    const connection = await findConnection(settings);
    const cluster = new Cluster(openRequests(connection));
    const server = await cluster.version();
    log.info("connected to cluster", { master: connection.server, serverVersion: { text: server.gitVersion, json: server } });
    return cluster;
  } catch (error) {
    return end(log, "failed to connect to cluster", error as Error);
  }
}

function attempt<T>(log: Log, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof BadValue)) throw error;
    log.fatal(error.message, error.fields);
    process.exit(1);
  }
}

function end(log: Log, message: string, error: Error): never {
  log.fatal(message, { err: error.message });
  process.exit(1);
}
