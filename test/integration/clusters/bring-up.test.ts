import { readFile } from "node:fs/promises";
import { cpus } from "node:os";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "../../../clusters/command.ts";
import { dockerList } from "../../../clusters/docker-list.ts";
import type { BringUpProgress } from "../../../clusters/environment.ts";
import { nodeOf } from "../../../clusters/kind.ts";
import type { LearnerEnvironment } from "../../../clusters/learner-environment.ts";
import { runIn } from "../../support/learner-shell.ts";
import { TerminalReader } from "../../support/terminal-reader.ts";
import { type TestVenue, testVenue } from "../../support/venue.ts";

const steps = ["make-networks", "make-disks", "start-toolbox", "start-cluster", "bound-rights", "prove-cluster", "open-terminal"];
const told: BringUpProgress[] = [];
let venue: TestVenue;
let environment: LearnerEnvironment;

beforeAll(async () => {
  venue = await testVenue();
  const signal = AbortSignal.timeout(240_000);
  environment = await venue.maker.make("cluster", { signal, onProgress: (progress) => void told.push(progress) });
  await environment.unpause(signal);
});
afterAll(async () => {
  await venue[Symbol.asyncDispose]();
});

test("the steps are told in order, before each begins", () => {
  expect(told.map(({ step, done, total }) => [step, done, total])).toEqual(steps.map((step, done) => [step, done, steps.length]));
});

test("the first terminal has a prompt that tells where one is, and a shell of the learner's with `k` and completion", async () => {
  const reader = new TerminalReader(await environment.holder.attach("1", 0));
  await reader.see(/learner.*~.*\(default\).*\$ $/s);
  reader.type('echo "I am $(id -u) $(id -un) $(tty | cut -d/ -f3)"\r');
  await reader.see(/I am 1000 learner pts/);
  reader.type("k get nodes\r");
  await reader.see(/node\s+Ready/, 20_000);
  reader.type("k api-reso\t");
  await reader.see("k api-resources ");
  reader.type("\x15kubectl config set-context --current --namespace=shop\r");
  await reader.see(/\(shop\).*\$ $/s);
  reader.type("kubectl config set-context --current --namespace=default\r");
  await reader.see(/\(default\).*\$ $/s);
  reader.attachment[Symbol.dispose]();
});

test("the toolbox takes Japanese in UTF-8, and speaks it when asked to", async () => {
  expect(await runIn(environment, "locale charmap; printf 日本語 | wc -m; LC_ALL=ja_JP.UTF-8 date -d 2026-11-24 +%A")).toBe("UTF-8\n3\n火曜日");
});

test.each([
  ["kubectl", "kubectl version --client"],
  ["jq", `jq -n '"にほん" | length'`],
  ["curl", "curl --version"],
  ["git", "cd /tmp && git init -q tried && git -C tried status"],
  ["vim", "vim --version"],
  ["nano", "nano --version"],
  ["less", "less --version"],
  ["man", "man ls | head -1"],
  ["ab", "ab -V"],
  ["kcat", "kcat -V"],
  ["redis-cli", "redis-cli --version"],
  ["helm", "cd /tmp && helm create chart && helm template chart | grep -q Deployment"],
])("%s works in the toolbox", async (_name, script) => {
  expect(await runIn(environment, `set -o pipefail; ${script}`)).toBeDefined();
});

test("what runs in Pods is bounded with the node: its processes belong to the node's control groups", async () => {
  const [node] = await dockerList(["ps", "--no-trunc", "--filter", `name=${nodeOf(environment.id)}$`, "--format", "{{.ID}}"]);
  const inPods = (await dockerList(["top", node as string, "-eo", "pid,comm"])).map((line) => line.trim().split(/\s+/)).filter(([, program]) => program === "coredns");
  expect(inPods).toHaveLength(1);
  const groups = (await readFile(`/proc/${inPods[0]?.[0]}/cgroup`, "utf8")).split("\n").filter((line) => /:(memory|pids|cpu)?(,[^:]*)?:/.test(line));
  expect(groups.length).toBeGreaterThan(0);
  for (const group of groups) expect(group).toMatch(new RegExp(`/${node}/.*kubepods`));
});

test("the learner's cluster runs what they deploy: rollout, logs, exec, port-forward, NodePort", async () => {
  await runIn(environment, "kubectl create deployment web --image=tatami/web:1 --port=8080 && kubectl rollout status deployment/web --timeout=60s");
  await runIn(environment, "kubectl create service nodeport web --tcp=80:8080 --node-port=30080");
  expect(await runIn(environment, "kubectl exec deployment/web -- node -p 6*7")).toBe("42");
  // The program may not listen yet, and kube-proxy may still be writing its rules for the Service.
  expect(await runIn(environment, "until curl -sf -m 2 http://node:30080/; do sleep 0.1; done", { timeoutMs: 30_000 })).toContain("web-");
  const forwarded = "kubectl port-forward deployment/web 18080:8080 > /tmp/forward.log & until curl -sf http://localhost:18080/; do sleep 0.1; done; kill %1";
  expect(await runIn(environment, forwarded, { timeoutMs: 20_000 })).toContain("web-");
  expect(await runIn(environment, "kubectl logs deployment/web")).not.toBe("");
});

test("DNS in a Pod knows the cluster's names, and answers at once that there are no others", async () => {
  expect(await runIn(environment, "kubectl exec deployment/web -- getent hosts web.default.svc.cluster.local web kubernetes")).toMatch(/^(10\.96\.\S+\s+\S+\n?){3}$/);
  // `timeout` ends with 124, getent with 2 when a name does not exist.
  const outside = `kubectl exec deployment/web -- sh -c 'timeout 2 getent hosts example.com; echo "code $?"'`;
  expect(await runIn(environment, outside)).toBe("code 2");
  // Docker's own DNS, at the address that the node's entrypoint leads to it: it would pass questions on to the world.
  const docker = `require("net").connect(53, "169.254.25.53").on("connect", () => { console.log("open"); process.exit(); }).on("error", ({ code }) => console.log(code))`;
  expect(await runIn(environment, `kubectl exec deployment/web -- node -e '${docker}'`)).toBe("ECONNREFUSED");
});

test("a claim gets a volume that outlives the Pod, and its folder goes with the claim", async () => {
  const pod = (command: string) => `{ apiVersion: v1, kind: Pod, metadata: { name: keeper }, spec: { restartPolicy: Never, terminationGracePeriodSeconds: 1, volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }], containers: [{ name: keeper, image: "tatami/web:1", command: [sh, -c, "${command}"], volumeMounts: [{ name: data, mountPath: /data }] }] } }`;
  const ended = "kubectl wait pod/keeper --for=jsonpath={.status.phase}=Succeeded --timeout=60s";
  const claim = "{ apiVersion: v1, kind: PersistentVolumeClaim, metadata: { name: data }, spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 10Mi } } } }";
  await runIn(environment, `kubectl apply -f - <<'END'\n${claim}\n---\n${pod("echo kept > /data/word")}\nEND\n${ended} && kubectl delete pod keeper`, { timeoutMs: 90_000 });
  await runIn(environment, `kubectl apply -f - <<'END'\n${pod("cat /data/word")}\nEND\n${ended}`, { timeoutMs: 90_000 });
  expect(await runIn(environment, "kubectl logs keeper")).toBe("kept");
  const volume = await runIn(environment, "kubectl get pvc data -o jsonpath={.spec.volumeName}");
  await runIn(environment, `kubectl delete pod/keeper pvc/data && kubectl wait --for=delete pv/${volume} --timeout=60s`, { timeoutMs: 90_000 });
  const node = environment.containers[1] as string;
  expect(await run("docker", ["exec", node, "ls", "-A", "/var/local-path-provisioner"], { timeoutMs: 20_000 })).toBe("");
});

test("the scheduler gives away as much as the node's cap, no more", async () => {
  const allocatable = JSON.parse(await runIn(environment, "kubectl get nodes -o jsonpath='{.items[0].status.allocatable}'")) as Record<string, string>;
  expect(allocatable).toMatchObject({ memory: "3Gi", cpu: String(Math.min(2, cpus().length)), pods: "60" });
});

test("node and toolbox are capped in memory, CPU and processes", async () => {
  const [toolbox, node] = await Promise.all(environment.containers.map(capsOf));
  expect(toolbox).toEqual({ memory: 512 * 2 ** 20, swap: 512 * 2 ** 20, cpus: 1e9, processes: 512 });
  expect(node).toEqual({ memory: 3072 * 2 ** 20, swap: 3072 * 2 ** 20, cpus: Math.min(2, cpus().length) * 1e9, processes: 4000 });
});

test("everything says whose it is; each network has six addresses", async () => {
  const labels = { "tatami.state": venue.stateDir, "tatami.environment": environment.id };
  const [toolbox, node] = await Promise.all(environment.containers.map(labelsOf));
  expect(toolbox).toMatchObject({ ...labels, "tatami.flavor": "cluster", "tatami.role": "toolbox" });
  // kind takes no labels: the cluster's name, which begins with the state folder's and the environment's, stands for them.
  expect(node?.["io.x-k8s.kind.cluster"]).toBe(environment.containers[1]?.replace(/-control-plane$/, ""));
  const ids = (await run("docker", ["network", "ls", "--quiet", "--filter", `label=tatami.environment=${environment.id}`], { timeoutMs: 20_000 })).split("\n");
  const networks = JSON.parse(await run("docker", ["network", "inspect", ...ids], { timeoutMs: 20_000 })) as { Labels: object; Internal: boolean; IPAM: { Config: { Subnet: string }[] } }[];
  expect(networks).toHaveLength(2);
  for (const { Labels, IPAM } of networks) {
    expect(Labels).toMatchObject(labels);
    expect(IPAM.Config[0]?.Subnet).toMatch(/^10\.213\.\d+\.\d+\/29$/);
  }
});

async function capsOf(container: string) {
  const { Memory, MemorySwap, NanoCpus, PidsLimit } = await inspect<Record<string, number>>(container, "{{json .HostConfig}}");
  return { memory: Memory, swap: MemorySwap, cpus: NanoCpus, processes: PidsLimit };
}

async function labelsOf(container: string) {
  return await inspect<Record<string, string>>(container, "{{json .Config.Labels}}");
}

async function inspect<T>(container: string, format: string): Promise<T> {
  return JSON.parse(await run("docker", ["container", "inspect", "--format", format, container], { timeoutMs: 20_000 })) as T;
}
