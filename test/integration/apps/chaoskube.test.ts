import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { poll } from "../../../clusters/poll.ts";
import type { LearnerEnvironment } from "../../../clusters/learner-environment.ts";
import { chaosArena } from "../../support/chaos-arena.ts";
import { ChaoskubeProcess, type LoggedLine } from "../../support/chaoskube-process.ts";
import { ClusterView } from "../../support/cluster-view.ts";
import { runIn } from "../../support/learner-shell.ts";
import { type TestVenue, testVenue } from "../../support/venue.ts";

// Holds our stand-in to what chaoskube 0.39 is documented to do, on a real cluster.
let venue: TestVenue;
let environment: LearnerEnvironment;
let view: ClusterView;

beforeAll(async () => {
  venue = await testVenue();
  const signal = AbortSignal.timeout(240_000);
  environment = await venue.maker.make("cluster", { signal });
  await environment.unpause(signal);
  view = new ClusterView(environment.containers[1]?.replace(/-control-plane$/, "") ?? "", join(venue.stateDir, "environments", environment.id, "admin.kubeconfig"));
  await view.kubectl(["apply", "--filename=-"], chaosArena());
  await poll({ name: "the arena's pods", timeoutMs: 120_000, intervalMs: 500, signal }, async () => {
    const pods = (await Promise.all(["filters", "hunt", "held", "scoped"].map((namespace) => view.pods(namespace)))).flat();
    return pods.length === 20 && pods.filter(({ status }) => status.phase === "Running").length === 18 && pods.some(({ status }) => status.phase === "Succeeded");
  });
});
afterAll(async () => {
  await venue[Symbol.asyncDispose]();
});

describe("dry run", () => {
  test("is the default: it looks at once and says whom it would kill, and that is all", async () => {
    const before = await view.uids("filters");
    await using chaoskube = await start("--namespaces=filters");
    const [line] = await chaoskube.logged("terminating pod");
    expect(line).toMatchObject({ level: "info", namespace: "filters", name: expect.stringMatching(/^(db|web|agent|lone|unready)/) });
    await poll({ name: "the end of the round", timeoutMs: 10_000 }, async () => (await chaoskube.metric("chaoskube_intervals_total")) === 1);
    expect(await chaoskube.page("/metrics")).not.toContain("chaoskube_pods_deleted_total{");
    expect(await chaoskube.metric("chaoskube_termination_duration_seconds_count")).toBe(0);
    expect(await chaoskube.page("/healthz")).toBe("OK\n");
    expect(await chaoskube.stop()).toBe(0);
    expect(await view.uids("filters")).toEqual(before);
    expect(await view.killings("filters")).toEqual([]);
    expect(chaoskube.lines.map(({ msg }) => msg)).toEqual(["this is Tatami's stand-in for linki/chaoskube 0.39: this venue cannot pull images", "starting up", "connected to cluster", "setting pod filter", "setting quiet times", "setting timezone", "terminating pod"]);
  });

  test("goes on at every interval, and ends by itself when its time is over", async () => {
    await using chaoskube = await start("--namespaces=filters", "--interval=200ms", "--max-runtime=4s");
    await chaoskube.logged("terminating pod", 2);
    expect(await chaoskube.ended()).toBe(0);
    expect(chaoskube.lines.filter(({ msg }) => msg === "terminating pod").length).toBeLessThanOrEqual(21);
  });
});

describe("candidates", () => {
  const set = /^db-[01]$/;
  const web = /^web-/;
  const agent = /^agent-/;
  test.each<[string, string[], RegExp[]]>([
    ["what runs, Ready or not, one of each owner; not what waits or has ended", [], [agent, set, /^lone$/, /^unready$/, web]],
    ["labels", ["--labels=app=db"], [set]],
    ["labels of a set", ["--labels=app in (db,web),kind notin (deployment)"], [set]],
    ["labels that are not there", ["--labels=!kind"], [/^lone$/, /^unready$/]],
    ["annotations", ["--annotations=spare=me"], [/^lone$/]],
    ["kinds", ["--kinds=StatefulSet,ReplicaSet"], [set, web]],
    ["kinds to leave out", ["--kinds=!DaemonSet,!StatefulSet"], [/^lone$/, /^unready$/, web]],
    ["names", ["--included-pod-names=^(db|web)-", "--excluded-pod-names=-\\d$"], [web]],
    ["a minimum age that all have", ["--minimum-age=1ms", "--labels=app=lone"], [/^lone$/]],
    ["a minimum age that none has", ["--minimum-age=24h"], []],
  ])("%s", async (_name, args, expected) => {
    const names = await candidates("--namespaces=filters", ...args);
    expect(names, names.join()).toHaveLength(expected.length);
    expected.forEach((pattern, n) => expect(names[n]).toMatch(pattern));
  });

  test("are of the namespaces that are named, not left out, or labelled", async () => {
    const namespaces = async (...args: string[]) => [...new Set((await lookOnce("--labels=arena", "--max-kill=99", ...args)).map(({ namespace }) => String(namespace)))].sort();
    expect(await namespaces("--namespaces=filters,held")).toEqual(["filters", "held"]);
    expect(await namespaces("--namespaces=!filters,!hunt")).toEqual(["held", "scoped"]);
    expect(await namespaces("--namespace-labels=team in (chaos)")).toEqual(["filters"]);
    expect(await namespaces("--client-namespace-scope=hunt")).toEqual(["hunt"]);
  });

  test("without any filter are everything, kube-system too", async () => {
    expect((await lookOnce("--max-kill=99")).map(({ namespace }) => namespace)).toContain("kube-system");
  });

  test("there are none in quiet times", async () => {
    await using chaoskube = await start("--debug", "--excluded-weekdays=Sun,Mon,Tue,Wed,Thu,Fri,Sat");
    await chaoskube.logged("weekday excluded");
    expect(chaoskube.with("found candidates")).toEqual([]);
  });
});

describe("a kill", () => {
  test("is at once, hits one pod of each owner whatever a PodDisruptionBudget says, and is recorded by events and metrics", async () => {
    const eviction = { apiVersion: "policy/v1", kind: "Eviction", metadata: { namespace: "hunt", name: "db-0" } };
    await expect(view.kubectl(["create", "--raw", "/api/v1/namespaces/hunt/pods/db-0/eviction", "--filename=-"], JSON.stringify(eviction))).rejects.toThrow("disruption budget");
    const before = await view.uids("hunt");
    await using chaoskube = await start("--no-dry-run", "--client-namespace-scope=hunt", "--max-kill=9");
    const lines = await chaoskube.logged("terminating pod", 3);
    await poll({ name: "the end of the round", timeoutMs: 10_000 }, async () => (await chaoskube.metric("chaoskube_intervals_total")) === 1);
    expect(await chaoskube.metric('chaoskube_pods_deleted_total{namespace="hunt"}')).toBe(3);
    expect(await chaoskube.metric("chaoskube_termination_duration_seconds_count")).toBe(3);
    expect(await chaoskube.metric("chaoskube_errors_total")).toBe(0);
    expect(lines.map(({ name }) => String(name).replace(/-.*/, "")).sort()).toEqual(["db", "lone", "web"]);
    expect(chaoskube.with("terminating pod")).toHaveLength(3);

    const events = await view.killings("hunt");
    expect(events.map(({ involvedObject }) => involvedObject.name).sort()).toEqual(lines.map(({ name }) => name).sort());
    for (const event of events) {
      expect(event).toMatchObject({ type: "Normal", reason: "Killing", message: "Pod was terminated by chaoskube to introduce chaos.", source: { component: "chaoskube" }, count: 1, involvedObject: { kind: "Pod", apiVersion: "v1" } });
      expect(before.get(event.involvedObject.name), "the uid that it had").toBe(event.involvedObject.uid);
    }
    await poll({ name: "their successors", timeoutMs: 60_000 }, async () => {
      const pods = await view.pods("hunt");
      const killed = new Set(events.map(({ involvedObject }) => involvedObject.uid));
      return pods.length === 5 && pods.every(({ metadata }) => !killed.has(metadata.uid));
    });
  });

  test("hits no more than --max-kill says: one, unless told", async () => {
    for (const [args, number] of [[[], 1], [["--max-kill=3"], 3]] as const) expect(await lookOnce("--namespaces=filters", ...args)).toHaveLength(number);
  });

  test("gives a pod its own grace period, or the one that was asked for; one that is being deleted is left alone", async () => {
    for (const [name, args, seconds] of [["own", [], 7], ["five", ["--grace-period=5s"], 5], ["zero", ["--grace-period=0s"], 0]] as const) {
      await using chaoskube = await start("--no-dry-run", "--client-namespace-scope=held", `--labels=app=${name}`, "--interval=300ms", "--debug", ...args);
      // The next round looks again, and finds nobody.
      await chaoskube.logged("no victim found");
      expect(chaoskube.with("terminating pod")).toHaveLength(1);
      expect((await view.pods("held")).find(({ metadata }) => metadata.name === name)?.metadata, name).toMatchObject({ deletionGracePeriodSeconds: seconds, deletionTimestamp: expect.any(String) });
    }
    expect(await candidates("--client-namespace-scope=held")).toEqual(["old"]);
  });

  test("is told to Slack where there is a webhook", async () => {
    const told: string[] = [];
    const server = createServer(async (request, response) => {
      told.push(await text(request));
      response.end("ok");
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    try {
      await using chaoskube = await start("--no-dry-run", "--client-namespace-scope=held", "--labels=app=old", `--slack-webhook=http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`);
      await chaoskube.logged("terminating pod");
      await poll({ name: "Slack's message", timeoutMs: 20_000 }, async () => told.length === 1);
      expect(told[0]).toContain("pod old has been terminated by chaoskube in namespace held");
    } finally {
      server.close();
    }
  });
});

describe("rights", () => {
  test("a Role in one namespace is enough with --client-namespace-scope, and too little without", async () => {
    const config = await accountConfig("full");
    await using chaoskube = await ChaoskubeProcess.start([`--kubeconfig=${config}`, "--no-dry-run", "--client-namespace-scope=scoped"]);
    const [line] = await chaoskube.logged("terminating pod");
    await poll({ name: "its event", timeoutMs: 10_000 }, async () => (await view.killings("scoped")).length === 1);
    expect((await view.killings("scoped"))[0]?.involvedObject.name).toBe(line?.["name"]);
    expect(await chaoskube.metric('chaoskube_pods_deleted_total{namespace="scoped"}')).toBe(1);

    await using everywhere = await ChaoskubeProcess.start([`--kubeconfig=${config}`, "--no-dry-run", "--namespaces=scoped", "--interval=200ms"]);
    const [first] = await everywhere.logged("failed to terminate victim", 2);
    expect(first).toMatchObject({ level: "error", err: expect.stringMatching(/cannot list resource "pods".*at the cluster scope/) });
    expect(await everywhere.metric("chaoskube_errors_total")).toBeGreaterThanOrEqual(2);
    expect(everywhere.with("terminating pod")).toEqual([]);
  });

  test("a kill whose event may not be written is a kill all the same", async () => {
    await poll({ name: "a pod to kill", timeoutMs: 60_000 }, async () => (await view.pods("scoped")).some(({ metadata, status }) => status.phase === "Running" && !metadata.deletionTimestamp));
    await using chaoskube = await ChaoskubeProcess.start([`--kubeconfig=${await accountConfig("mute")}`, "--no-dry-run", "--client-namespace-scope=scoped"]);
    const [line] = await chaoskube.logged("failed to record the event");
    expect(line).toMatchObject({ level: "warning", err: expect.stringContaining('cannot create resource "events"') });
    expect(await chaoskube.metric('chaoskube_pods_deleted_total{namespace="scoped"}')).toBe(1);
  });
});

describe("as a Pod of the hands-on, set up by the learner", () => {
  const killed = `kubectl -n kafka get events --field-selector=reason=Killing -o json | jq -r '.items[] | select(.source.component == "chaoskube").involvedObject.name'`;

  test("the course's manifest kills what has the label app=kafka, and a check sees it", async () => {
    const manifest = await readFile(new URL("../../../lessons/cndjp3/assets/chaoskube.yaml", import.meta.url), "utf8");
    await runIn(environment, `kubectl create namespace kafka && kubectl -n kafka create deployment brokers --image=registry.k8s.io/pause:3.10.2 --replicas=2 --dry-run=client -o json | jq '.spec.template.metadata.labels.app = "kafka" | .spec.selector.matchLabels.app = "kafka"' | kubectl apply -f - && kubectl -n kafka rollout status deployment/brokers --timeout=60s`);
    const brokers = await view.uids("kafka");
    await runIn(environment, `kubectl apply -f - << 'END'\n${manifest}\nEND\nkubectl -n kafka rollout status deployment/chaoskube --timeout=60s`);
    const [victim] = await poll({ name: "a kill that a check sees", timeoutMs: 60_000, intervalMs: 500 }, async () => {
      const names = (await runIn(environment, killed, { user: "checker" })).split("\n").filter(Boolean);
      return names.length > 0 && names;
    });
    expect([...brokers.keys()]).toContain(victim);
    // Where images are pulled, it is upstream's own, which has neither a shell nor this to say.
    if (venue.images.source === "build") await looksLikeOurs();
    expect(await runIn(environment, "kubectl -n kafka get --raw \"/api/v1/namespaces/kafka/pods/$(kubectl -n kafka get pods -l app=chaoskube -o jsonpath='{.items[0].metadata.name}'):8080/proxy/metrics\" | grep ^chaoskube_pods_deleted_total")).toMatch(/^chaoskube_pods_deleted_total\{namespace="kafka"\} [1-9]/);
  });

  test("without a filter it is a victim like any other", async () => {
    const args = JSON.stringify([{ op: "replace", path: "/spec/template/spec/containers/0/args", value: ["--no-dry-run", "--client-namespace-scope=kafka", "--max-kill=99"] }]);
    await runIn(environment, `kubectl -n kafka patch deployment chaoskube --type=json -p '${args}'`);
    await poll({ name: "chaoskube's own end", timeoutMs: 60_000, intervalMs: 500 }, async () => /^chaoskube-/m.test(await runIn(environment, killed, { user: "checker" })));
    await runIn(environment, "kubectl -n kafka delete deployment chaoskube --timeout=60s");
  });
});

/** chaoskube as the cluster's administrator, with one round in an hour unless told. */
async function start(...args: string[]): Promise<ChaoskubeProcess> {
  return await ChaoskubeProcess.start([...(args.some((arg) => arg.startsWith("--interval")) ? [] : ["--interval=1h"]), ...args], { CHAOSKUBE_KUBECONFIG: view.admin });
}

/** What one round of a dry run logs about those whom it would kill. */
async function lookOnce(...args: string[]): Promise<LoggedLine[]> {
  await using chaoskube = await start("--debug", ...args);
  await chaoskube.logged("sleeping...");
  return chaoskube.with("terminating pod");
}

/** Names of all whom it could kill. */
async function candidates(...args: string[]): Promise<string[]> {
  return (await lookOnce("--max-kill=99", ...args)).map(({ name }) => String(name)).sort();
}

/** A kubeconfig of one of the arena's accounts. */
async function accountConfig(account: string): Promise<string> {
  const path = join(venue.stateDir, `${account}.kubeconfig`);
  await view.kubeconfigFor({ namespace: "scoped", account }, path);
  return path;
}

/** The Pod of our image says what it is, and can write nowhere. */
async function looksLikeOurs(): Promise<void> {
  const [first, second] = (await runIn(environment, "kubectl -n kafka logs deployment/chaoskube")).split("\n");
  expect(first).toContain("this is Tatami's stand-in for linki/chaoskube 0.39: this venue cannot pull images");
  expect(second).toContain("dryRun=false");
  expect(await runIn(environment, "kubectl -n kafka exec deployment/chaoskube -- id -u")).toBe("65534");
  await expect(runIn(environment, "kubectl -n kafka exec deployment/chaoskube -- touch /file")).rejects.toThrow("Read-only file system");
}
