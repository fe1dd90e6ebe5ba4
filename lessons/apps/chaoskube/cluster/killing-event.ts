import type { Pod } from "../selection/pod.ts";

/** The event about a pod that was deleted: what a check counts, and what `kubectl get events` shows. */
export function killingEvent({ namespace, name, uid, resourceVersion }: Pod, at: Date): Record<string, unknown> {
  const second = at.toISOString().replace(/\.\d+Z$/, "Z");
  return {
    apiVersion: "v1",
    kind: "Event",
    // The name that client-go's recorder gives: the object's, and the time as a hexadecimal number of nanoseconds.
    metadata: { namespace, name: `${name}.${(BigInt(at.getTime()) * 1_000_000n).toString(16)}` },
    involvedObject: { apiVersion: "v1", kind: "Pod", namespace, name, uid, resourceVersion },
    type: "Normal",
    reason: "Killing",
    message: "Pod was terminated by chaoskube to introduce chaos.",
    source: { component: "chaoskube" },
    reportingComponent: "chaoskube",
    reportingInstance: "",
    firstTimestamp: second,
    lastTimestamp: second,
    count: 1,
  };
}
