import type { Pod } from "../../../../lessons/apps/chaoskube/selection/pod.ts";

/** A pod that runs, with what a test says about it. */
export function podWith(facts: Partial<Pod> & { name: string }): Pod {
  return { namespace: "kafka", uid: facts.name, resourceVersion: "1", labels: {}, annotations: {}, owners: [], phase: "Running", created: new Date("2026-11-24T00:00:00Z"), terminating: false, ...facts };
}
