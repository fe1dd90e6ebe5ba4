import type { Settings } from "../flags/settings.ts";
import { BadValue } from "../flags/bad-value.ts";
import { admits, type NameList, nameListOf } from "./name-list.ts";
import { parseSelector } from "./parse-selector.ts";
import type { Pod } from "./pod.ts";
import { type Selector, selects } from "./selector.ts";

/** Which pods may become victims. */
export interface PodFilter {
  labels: Selector;
  annotations: Selector;
  kinds: NameList;
  namespaces: NameList;
  namespaceLabels: Selector;
  includedPodNames: RegExp | undefined;
  excludedPodNames: RegExp | undefined;
  /** Milliseconds. */
  minimumAge: number;
}

/** Reads the filter that the settings ask for. Throws {@link BadValue}. */
export function readPodFilter(settings: Settings): PodFilter {
  const { includedPodNames, excludedPodNames, minimumAge } = settings;
  return {
    labels: attempt(settings.labels, parseSelector),
    annotations: attempt(settings.annotations, parseSelector),
    kinds: attempt(settings.kinds, (text) => nameListOf(parseSelector(text))),
    namespaces: attempt(settings.namespaces, (text) => nameListOf(parseSelector(text))),
    namespaceLabels: attempt(settings.namespaceLabels, parseSelector),
    includedPodNames,
    excludedPodNames,
    minimumAge,
  };
}

/** The pods that may become victims now: they run, are not being deleted (Ready or not), and pass every filter. */
export function candidatesOf(pods: readonly Pod[], filter: PodFilter, { now, namespaces }: { now: Date; namespaces: ReadonlySet<string> | undefined }): Pod[] {
  return pods.filter(
    (pod) =>
      pod.phase === "Running" &&
      !pod.terminating &&
      selects(filter.labels, pod.labels) &&
      selects(filter.annotations, pod.annotations) &&
      admits(filter.kinds, pod.owners.map(({ kind }) => kind)) &&
      admits(filter.namespaces, [pod.namespace]) &&
      (namespaces?.has(pod.namespace) ?? true) &&
      (filter.includedPodNames?.test(pod.name) ?? true) &&
      !filter.excludedPodNames?.test(pod.name) &&
      (filter.minimumAge <= 0 || now.getTime() - pod.created.getTime() > filter.minimumAge),
  );
}

function attempt<T>(text: string, read: (text: string) => T): T {
  try {
    return read(text);
  } catch (error) {
    throw new BadValue("failed to parse selector", { selector: text, err: (error as Error).message });
  }
}
