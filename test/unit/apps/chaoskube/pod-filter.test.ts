import { expect, test } from "vitest";
import { BadValue } from "../../../../lessons/apps/chaoskube/flags/bad-value.ts";
import { readFlags } from "../../../../lessons/apps/chaoskube/flags/read-flags.ts";
import { readSettings } from "../../../../lessons/apps/chaoskube/flags/settings.ts";
import { candidatesOf, readPodFilter } from "../../../../lessons/apps/chaoskube/selection/pod-filter.ts";
import { podWith } from "./pods.ts";

const now = new Date("2026-11-24T01:00:00Z");
const pods = [
  podWith({ name: "kafka-0", labels: { app: "kafka" }, owners: [{ kind: "StatefulSet", uid: "s" }] }),
  podWith({ name: "kafka-1", labels: { app: "kafka" }, owners: [{ kind: "StatefulSet", uid: "s" }], annotations: { spare: "me" } }),
  podWith({ name: "kafka-2", labels: { app: "kafka" }, owners: [{ kind: "StatefulSet", uid: "s" }], terminating: true }),
  podWith({ name: "web-a", labels: { app: "web" }, owners: [{ kind: "ReplicaSet", uid: "r" }], phase: "Pending" }),
  podWith({ name: "web-b", labels: { app: "web" }, owners: [{ kind: "ReplicaSet", uid: "r" }], created: new Date("2026-11-24T00:59:30Z") }),
  podWith({ name: "agent", namespace: "kube-system", owners: [{ kind: "DaemonSet", uid: "d" }] }),
  podWith({ name: "lone", namespace: "other", phase: "Succeeded" }),
  podWith({ name: "single", namespace: "other" }),
];

test.each([
  ["", ["kafka-0", "kafka-1", "web-b", "agent", "single"]],
  ["--labels=app=kafka", ["kafka-0", "kafka-1"]],
  ["--labels=app!=kafka", ["web-b", "agent", "single"]],
  ["--annotations=!spare", ["kafka-0", "web-b", "agent", "single"]],
  ["--annotations=spare", ["kafka-1"]],
  ["--kinds=StatefulSet", ["kafka-0", "kafka-1"]],
  ["--kinds=!StatefulSet,!DaemonSet", ["web-b", "single"]],
  ["--namespaces=kafka", ["kafka-0", "kafka-1", "web-b"]],
  ["--namespaces=!kube-system", ["kafka-0", "kafka-1", "web-b", "single"]],
  ["--included-pod-names=^kafka", ["kafka-0", "kafka-1"]],
  ["--excluded-pod-names=-[01ab]$", ["agent", "single"]],
  ["--included-pod-names=kafka --excluded-pod-names=-0", ["kafka-1"]],
  ["--minimum-age=30s", ["kafka-0", "kafka-1", "agent", "single"]],
  ["--minimum-age=29999ms", ["kafka-0", "kafka-1", "web-b", "agent", "single"]],
  ["--minimum-age=2h", []],
  ["--labels=app=kafka --kinds=ReplicaSet", []],
])("%s leaves the right candidates", (flags, names) => {
  expect(candidatesOf(pods, filterOf(flags), { now, namespaces: undefined }).map(({ name }) => name)).toEqual(names);
});

test("namespaces that were asked for by their labels are the only ones", () => {
  expect(candidatesOf(pods, filterOf("--namespace-labels=team"), { now, namespaces: new Set(["other"]) }).map(({ name }) => name)).toEqual(["single"]);
  expect(candidatesOf(pods, filterOf("--namespace-labels=team"), { now, namespaces: new Set() })).toEqual([]);
});

test.each(["--labels=a b", "--annotations=(", "--kinds=a=b", "--namespaces=a!=b", "--namespace-labels=,"])("%s is found out before anything is killed", (flags) => {
  expect(() => filterOf(flags, [flags])).toThrow(BadValue);
});

function filterOf(flags: string, args = flags.split(" ").filter(Boolean)) {
  const raw = readFlags(args, {});
  if (typeof raw === "string") throw new Error(`${flags} is no filter`);
  return readPodFilter(readSettings(raw));
}
