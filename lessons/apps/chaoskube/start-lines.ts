import { durationField } from "./flags/duration.ts";
import type { Settings } from "./flags/settings.ts";
import type { Log } from "./reports/log.ts";
import { quietFields, type QuietTimes } from "./quiet/quiet-times.ts";
import { formatSelector } from "./selection/selector.ts";
import { parseSelector } from "./selection/parse-selector.ts";
import type { WallClock } from "./quiet/wall-clock.ts";

/** What stands in for what, and why: in the log, in --version and in no manifest. */
export const version = "0.39.0 (Tatami's stand-in)";

/** The first lines of the log: what this program is, and what it was asked for. */
export function logStart(log: Log, settings: Settings): void {
  log.info("this is Tatami's stand-in for linki/chaoskube 0.39: this venue cannot pull images", { upstream: "https://github.com/linki/chaoskube" });
  const { includedPodNames, excludedPodNames, minimumAge, maxRuntime, interval, gracePeriod, ...plain } = settings;
  const durations = { minimumAge: durationField(minimumAge), maxRuntime: durationField(maxRuntime), interval: durationField(interval), gracePeriod: durationField(gracePeriod) };
  log.debug("reading config", { ...plain, ...durations, includedPodNames: pattern(includedPodNames), excludedPodNames: pattern(excludedPodNames) });
  log.info("starting up", { version, dryRun: settings.dryRun, interval: durations.interval, maxRuntime: durations.maxRuntime });
}

/** The lines about what is chosen from, and when. */
export function logChoice(log: Log, settings: Settings, { quiet, clock }: { quiet: QuietTimes; clock: WallClock }): void {
  const selector = (text: string) => formatSelector(parseSelector(text));
  log.info("setting pod filter", {
    labels: selector(settings.labels),
    annotations: selector(settings.annotations),
    kinds: selector(settings.kinds),
    namespaces: selector(settings.namespaces),
    namespaceLabels: selector(settings.namespaceLabels),
    includedPodNames: pattern(settings.includedPodNames),
    excludedPodNames: pattern(settings.excludedPodNames),
    minimumAge: durationField(settings.minimumAge),
    maxKill: settings.maxKill,
  });
  log.info("setting quiet times", quietFields(quiet, settings.excludedTimesOfDay));
  log.info("setting timezone", { ...clock.zone(new Date()), location: settings.timezone });
}

function pattern(expression: RegExp | undefined) {
  return { text: expression?.source ?? "<nil>", json: expression?.source ?? null };
}
