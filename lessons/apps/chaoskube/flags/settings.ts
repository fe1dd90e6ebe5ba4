import { parseNamePattern } from "./name-pattern.ts";
import { parseDuration } from "./duration.ts";
import { type RawFlags, UsageError } from "./read-flags.ts";

/** What the flags say, with durations in milliseconds. Selectors and times are still text: what is wrong with them is told by the log. */
export interface Settings {
  labels: string;
  annotations: string;
  kinds: string;
  namespaces: string;
  namespaceLabels: string;
  /** Undefined includes every name. */
  includedPodNames: RegExp | undefined;
  /** Undefined excludes no name. */
  excludedPodNames: RegExp | undefined;
  excludedWeekdays: string;
  excludedTimesOfDay: string;
  excludedDaysOfYear: string;
  timezone: string;
  minimumAge: number;
  /** Negative: it never ends by itself. */
  maxRuntime: number;
  maxKill: number;
  master: string;
  kubeconfig: string;
  interval: number;
  dryRun: boolean;
  debug: boolean;
  metricsAddress: string;
  /** Negative: the pod's own. */
  gracePeriod: number;
  logFormat: "text" | "json";
  logCaller: boolean;
  slackWebhook: string;
  clientNamespaceScope: string;
}

/** Makes settings of the flags. Throws {@link UsageError} with the first value that cannot be meant. */
export function readSettings(flags: RawFlags): Settings {
  const duration = (name: Parameters<RawFlags["value"]>[0]) => attempt(() => parseDuration(flags.value(name)));
  const pattern = (name: Parameters<RawFlags["value"]>[0]) => (flags.value(name) === "" ? undefined : attempt(() => parseNamePattern(flags.value(name))));
  const interval = duration("interval");
  if (interval <= 0) throw new UsageError(`the interval must be positive but is '${flags.value("interval")}'`);
  return {
    labels: flags.value("labels"),
    annotations: flags.value("annotations"),
    kinds: flags.value("kinds"),
    namespaces: flags.value("namespaces"),
    namespaceLabels: flags.value("namespace-labels"),
    includedPodNames: pattern("included-pod-names"),
    excludedPodNames: pattern("excluded-pod-names"),
    excludedWeekdays: flags.value("excluded-weekdays"),
    excludedTimesOfDay: flags.value("excluded-times-of-day"),
    excludedDaysOfYear: flags.value("excluded-days-of-year"),
    timezone: flags.value("timezone"),
    minimumAge: duration("minimum-age"),
    maxRuntime: duration("max-runtime"),
    maxKill: count(flags.value("max-kill")),
    master: flags.value("master"),
    kubeconfig: flags.value("kubeconfig"),
    interval,
    dryRun: flags.isOn("dry-run"),
    debug: flags.isOn("debug"),
    metricsAddress: flags.value("metrics-address"),
    gracePeriod: duration("grace-period"),
    logFormat: logFormat(flags.value("log-format")),
    logCaller: flags.isOn("log-caller"),
    slackWebhook: flags.value("slack-webhook"),
    clientNamespaceScope: flags.value("client-namespace-scope"),
  };
}

function attempt<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function count(text: string): number {
  if (!/^\+?\d{1,9}$/.test(text)) throw new UsageError(`expected a whole number of pods but got '${text}'`);
  return Number(text);
}

function logFormat(text: string): "text" | "json" {
  if (text !== "text" && text !== "json") throw new UsageError(`enum value must be one of text,json, got '${text}'`);
  return text;
}
