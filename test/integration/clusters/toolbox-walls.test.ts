import { readFile } from "node:fs/promises";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "../../../clusters/command.ts";
import type { EnvironmentUsage } from "../../../clusters/environment.ts";
import { EnvironmentWatch } from "../../../clusters/environment-watch.ts";
import type { LearnerEnvironment } from "../../../clusters/learner-environment.ts";
import { poll } from "../../../clusters/poll.ts";
import type { Shortage } from "../../../clusters/shortages.ts";
import { checkStep, type StepAnswer } from "../../../lessons/check.ts";
import { addressesOf, ownAddresses } from "../../support/addresses.ts";
import { lessonWith } from "../../support/checked-lesson.ts";
import { runIn, tryIn } from "../../support/learner-shell.ts";
import { OutsideHost } from "../../support/outside-host.ts";
import { type TestVenue, testVenue } from "../../support/venue.ts";

let venue: TestVenue;
let environment: LearnerEnvironment;
/** Another learner's, without a cluster. */
let neighbour: LearnerEnvironment;
/** Stands for everything that listens on this machine, the platform itself among it. */
let hostServer: Server;
let outside: OutsideHost;
/** Looks when it is told to. */
const watch = new EnvironmentWatch(() => undefined, 3_600_000);
/** What the environment runs out of, as the watch has told last. */
let shortages: readonly Shortage[] = [];
/** What it uses, as the watch has told last. */
let usage: EnvironmentUsage | undefined;

beforeAll(async () => {
  venue = await testVenue();
  const signal = AbortSignal.timeout(240_000);
  environment = await venue.maker.make("cluster", { signal });
  neighbour = await venue.maker.make("shell", { signal });
  await Promise.all([environment.unpause(signal), neighbour.unpause(signal)]);
  environment.onShortage((now) => void (shortages = now));
  environment.onUsage((now) => void (usage = now));
  watch.add(environment);
  hostServer = createServer((_request, answer) => answer.end("host")).listen(0, "0.0.0.0");
  await once(hostServer, "listening");
  outside = await OutsideHost.start();
  await runIn(environment, "kubectl run pod --image=tatami/web:1 && kubectl wait pod/pod --for=condition=Ready --timeout=60s");
});
afterAll(async () => {
  watch[Symbol.dispose]();
  hostServer?.close();
  await outside?.[Symbol.asyncDispose]();
  await venue[Symbol.asyncDispose]();
});

test("nothing of the server's environment, no Docker socket and no key of the checker's is in a learner's reach", async () => {
  for (const user of ["learner", "checker"] as const) {
    const found = await runIn(environment, `env; cat /proc/[0-9]*/environ 2> /dev/null | tr '\\0' '\\n'; find / -xdev -name docker.sock 2> /dev/null; true`, { user });
    expect(found).not.toMatch(/TATAMI_|VITEST|docker\.sock|NODE_OPTIONS/);
  }
  for (const path of ["/run/tatami/checker.kubeconfig", "/run/tatami/socket/holder.sock", "/proc/1/environ", "/etc/shadow"]) {
    expect(await runIn(environment, `test -r ${path} && echo open || echo closed`), path).toBe("closed");
  }
  expect(await runIn(environment, "test -r $KUBECONFIG && echo open || echo closed", { user: "checker" })).toBe("open");
});

test("a learner has no capability, cannot gain any, and cannot change the toolbox", async () => {
  expect(await runIn(environment, "grep -E '^(CapEff|CapPrm|CapAmb|NoNewPrivs)' /proc/self/status | tr -d '\\t' | tr '\\n' ' '")).toBe("CapPrm:0000000000000000 CapEff:0000000000000000 CapAmb:0000000000000000 NoNewPrivs:1");
  expect(await runIn(environment, "find / -xdev -type f -perm /6000 2> /dev/null; true")).toBe("");
  expect(await runIn(environment, "for path in /usr/local/bin /etc /opt/tatami /run /run/tatami; do touch $path/mine 2> /dev/null && echo $path; done; true")).toBe("");
  expect(await runIn(environment, "kill -9 1 2> /dev/null || echo refused; unshare --user true 2> /dev/null || echo refused")).toBe("refused\nrefused");
});

test("a running check cannot be looked into or ended by the learner", async () => {
  const check = "until test -e /tmp/looked; do sleep 0.1; done; echo passed";
  const attack = `until pgrep -u checker > /dev/null; do sleep 0.1; done
    for pid in $(pgrep -u checker); do cat /proc/$pid/environ /proc/$pid/mem > /dev/null 2>&1 && echo read; kill -9 $pid 2> /dev/null && echo killed; done; touch /tmp/looked`;
  const settings = { timeoutMs: 20_000 };
  expect(await Promise.all([runIn(environment, check, { user: "checker", ...settings }), runIn(environment, attack, settings)])).toEqual(["passed", ""]);
});

test("neither toolbox nor Pod reaches a port of this machine, by any of its addresses", async () => {
  const { port } = hostServer.address() as AddressInfo;
  const addresses = ownAddresses();
  expect(await (await fetch(`http://${addresses[0]}:${port}/`)).text()).toBe("host");
  const knock = `for address in ${addresses.join(" ")}; do curl -s -m 2 http://$address:${port}/ & done; wait`;
  expect(await runIn(environment, knock)).toBe("");
  expect(await runIn(environment, `kubectl exec pod -- sh -c '${knock}'`)).toBe("");
  expect(await runIn(environment, "cat /proc/net/if_inet6 2> /dev/null | grep -v ' lo$' | wc -l")).toBe("0");
});

test("neither toolbox nor Pod reaches a machine beyond this one", async () => {
  const url = `http://${outside.address}:${outside.port}/`;
  expect(await (await fetch(url)).text()).toBe("outside");
  expect(await runIn(environment, `curl -s -m 2 ${url}; true`)).toBe("");
  expect(await runIn(environment, `kubectl exec pod -- sh -c 'curl -s -m 2 ${url}; true'`)).toBe("");
});

test("a question for a name of the outside goes to the toolbox itself, and without a listener there it fails soon", async () => {
  expect((await tryIn(environment, "getent hosts outside.invalid", { timeoutMs: 20_000 })).exitCode).toBe(2);
  expect(await runIn(environment, "grep options /etc/resolv.conf")).toMatch(/timeout:1\b.*attempts:1\b/);
  const listener = `const socket = require("node:dgram").createSocket("udp4").on("message", (question) => { if (question.includes("outside")) { console.log("asked"); process.exit(); } }).bind(53, "127.0.0.1", () => require("node:child_process").exec("getent hosts outside.invalid"));`;
  expect(await runIn(environment, `timeout 20 node -e '${listener}'`, { timeoutMs: 30_000 })).toBe("asked");
  expect(await runIn(environment, "grep search /etc/resolv.conf; getent hosts node | wc -l")).toBe("1");
});

test("who forges the source of a packet does not reach Docker's DNS by the node either", async () => {
  const node = environment.containers[1] ?? "";
  const inNode = async (script: string): Promise<string> => await run("docker", ["exec", node, "bash", "-e", "-c", script], { timeoutMs: 30_000 });
  const refused = async (): Promise<number> => Number(/^\s*(\d+).*REJECT.*!lo\s.*127\.0\.0\.0\/8/m.exec(await inNode("iptables --wait 10 -nvxL INPUT"))?.[1]);
  const before = await refused();
  expect(before).not.toBeNaN();
  // What a Pod can do by a raw socket, done for it here: its image has no program that writes packets.
  const forger = "169.254.7.7";
  await inNode(`pod=$(ls /var/run/netns | head -1)
    ip netns exec $pod bash -e -c 'ip address add ${forger}/32 dev lo; ip route add 169.254.25.53/32 via 10.244.0.1 src ${forger}; for try in 1 2 3; do echo question > /dev/udp/169.254.25.53/53; done; ip route del 169.254.25.53/32; ip address del ${forger}/32 dev lo'`);
  expect(await refused()).toBe(before + 3);
});

test("what a toolbox and its cluster say to each other takes no place in this machine's table of connections", async () => {
  const node = environment.containers[1] ?? "";
  const tracked = async () => (await readFile("/proc/net/nf_conntrack", "utf8")).split("\n").filter((line) => /dport=6443 /.test(line));
  const addresses = await addressesOf(node);
  const toNode = async () => (await tracked()).filter((line) => addresses.some((address) => line.includes(`dst=${address} `)));
  await runIn(environment, "for try in {1..20}; do curl -sk -m 5 https://node:6443/version > /dev/null; done");
  expect(await toNode()).toEqual([]);
  // What this machine asks itself is in the table: the file is the right one, and is read in time.
  await run("curl", ["-sk", "-m", "5", "-o", "/dev/null", `https://${addresses[0]}:6443/version`], { timeoutMs: 20_000 });
  expect(await toNode()).not.toEqual([]);
});

test("no learner reaches another's toolbox, node or Pods", async () => {
  const server = `node -e 'require("node:http").createServer((_, answer) => answer.end("toolbox")).listen(8000)'`;
  for (const one of [environment, neighbour]) await runIn(one, `setsid ${server} > /dev/null 2>&1 & until curl -s http://127.0.0.1:8000/; do sleep 0.1; done`, { timeoutMs: 20_000 });
  const addresses = await Promise.all([...environment.containers, ...neighbour.containers].map(addressesOf));
  const [ownToolbox, ownNode, otherToolbox] = addresses as [string[], string[], string[]];
  expect(ownNode).toHaveLength(2);
  const knock = (where: string[], ...ports: number[]) => where.flatMap((address) => ports.map((port) => `curl -sk -m 2 https://${address}:${port}/version & curl -s -m 2 http://${address}:${port}/ &`)).join(" ");
  expect(await runIn(environment, `${knock(ownToolbox, 8000)} wait`)).toContain("toolbox");
  expect(await runIn(neighbour, `${knock([...ownToolbox, ...ownNode], 6443, 8000, 10250)} wait`)).toBe("");
  expect(await runIn(environment, `${knock(otherToolbox, 8000)} wait`)).toBe("");
  expect(await runIn(environment, `kubectl exec pod -- sh -c '${knock(otherToolbox, 8000)} wait'`)).toBe("");
});

test("a learner who fills their home gets an error, by bytes and by files, and is told; nobody else notices", async () => {
  const filled = await tryIn(environment, "head -c 2G /dev/zero > ~/full");
  expect(filled.output).toContain("No space left on device");
  await watch.look();
  expect(shortages).toEqual(["files"]);
  expect(await runIn(neighbour, "head -c 100M /dev/zero > ~/mine && stat -c %s ~/mine")).toBe(String(100 * 2 ** 20));
  await runIn(environment, "rm ~/full");
  await watch.look();
  expect(shortages).toEqual([]);
  const littered = await tryIn(environment, "mkdir ~/files && cd ~/files && seq 60000 | xargs touch");
  expect(littered.output).toContain("No space left on device");
  await runIn(environment, "rm -r ~/files && echo works > ~/again && rm ~/again");
  expect((await tryIn(environment, "head -c 1G /dev/zero > /tmp/full; rm /tmp/full")).output).toContain("No space left on device");
});

test("programs that run wild in the toolbox end by its bounds, which is told; the terminals stay", async () => {
  const before = await environment.holder.terminals();
  expect((await tryIn(environment, "tail /dev/zero")).output).toContain("Killed");
  await poll({ name: "the kernel to tell of it", timeoutMs: 10_000 }, async () => (await watch.look(), shortages.includes("memory")));
  const swarm = `const { spawn } = require("node:child_process"); const all = []; let refused;
    for (let i = 0; i < 600; i++) all.push(spawn("tail", ["-f", "/dev/null"]).on("error", ({ code }) => { refused ??= code; }));
    setImmediate(() => { for (const one of all) one.kill("SIGKILL"); console.log(refused); })`;
  expect(await runIn(environment, `node -e '${swarm}'`)).toBe("EAGAIN");
  expect(await environment.holder.terminals()).toEqual(before);
  expect(await runIn(environment, "echo works", { user: "checker" })).toBe("works");
});

test("a Pod that was ended for want of memory is told, with its limit", async () => {
  const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "hungry" }, spec: { containers: [{ name: "tail", image: "tatami/web:1", command: ["tail", "/dev/zero"], resources: { limits: { memory: "32Mi" } } }] } };
  await watch.look();
  await runIn(environment, `kubectl create -f - <<< '${JSON.stringify(pod)}'`);
  await poll({ name: "the Pod to be told", timeoutMs: 180_000, intervalMs: 1_000 }, async () => (await watch.look(), shortages.some((shortage) => typeof shortage === "object")));
  expect(shortages.filter((shortage) => typeof shortage === "object")).toEqual([{ namespace: "default", pod: "hungry", limit: "32Mi" }]);
  await runIn(environment, "kubectl delete pod hungry --now");
}, 240_000);

test("a miner gets no more CPU than the cap from the first second on, in the toolbox and in a Pod, and is measured", async () => {
  const mine = "for worker in 1 2 3; do timeout 100 sh -c 'while ! [ -e /tmp/enough ]; do :; done' & done; wait";
  await watch.look();
  const mining = Promise.all([mine, `kubectl exec pod -- sh -c ${JSON.stringify(mine)}`].map((script) => runIn(environment, script, { timeoutMs: 150_000 })));
  const used = [0, 0];
  let seconds = 0;
  // A look may have to ask the cluster, which has no CPU to spare now.
  const [toolbox, cluster] = await poll({ name: "the miner to be measured", timeoutMs: 80_000 }, async () => {
    await delay(2_000);
    await watch.look();
    if (!usage) return false;
    const { parts } = usage;
    seconds += usage.seconds;
    for (const [index, { cores }] of parts.entries()) used[index] = (used[index] ?? 0) + cores * usage.seconds;
    return (parts[0]?.cores ?? 0) > 0.3 && seconds > 5 && parts;
  });
  // A busy machine reads the kernel's figures a moment late: over all looks that is little.
  for (const [index, part] of [toolbox, cluster].entries()) expect((used[index] ?? 0) / seconds, part?.part).toBeLessThan(1.25 * (part?.most.cores ?? 0));
  const bounds = await run("docker", ["container", "inspect", "--format", "{{.HostConfig.NanoCpus}} {{.HostConfig.Memory}} {{.HostConfig.PidsLimit}}", ...environment.containers], { timeoutMs: 20_000 });
  expect(bounds.split("\n"), "what is said to be the most is in force").toEqual([toolbox, cluster].map((part) => `${(part?.most.cores ?? 0) * 1e9} ${part?.most.memoryBytes} ${part?.most.processes}`));
  expect(cluster?.processes).toBeGreaterThan(100);
  await runIn(environment, "touch /tmp/enough; kubectl exec pod -- touch /tmp/enough");
  await mining;
}, 200_000);

test("a check for which a learner's programs leave no room is told to them, and is not the author's mistake", async () => {
  const check = (): Promise<StepAnswer> => checkStep({ lesson: lessonWith("exit 0", "checker"), step: 0, language: "en", holder: neighbour.holder, signal: AbortSignal.timeout(60_000) });
  const full = Promise.withResolvers<void>();
  const end = new AbortController();
  const swarm = `const { spawn } = require("node:child_process");
    const more = () => spawn("tail", ["-f", "/dev/null"]).on("spawn", more).on("error", () => console.log("full"));
    more(); setInterval(() => {}, 1000);`;
  const running = neighbour.holder.runScript({ user: "learner", script: `exec node -e '${swarm}'`, timeoutMs: 120_000, signal: end.signal, onOutput: (text) => text.includes("full") && full.resolve() });
  await Promise.race([full.promise, running]);
  expect(await check()).toMatchObject({ result: "not-yet", message: expect.stringContaining("no processes left") as string });
  end.abort();
  await running.catch(() => undefined);
  await poll({ name: "room for the check", timeoutMs: 30_000 }, async () => (await check()).result === "passed");
});

test("the node's disk has a bound of its own", async () => {
  const size = await run("docker", ["exec", environment.containers[1] ?? "", "df", "--output=size,target", "--block-size=M", "/var"], { timeoutMs: 20_000 });
  expect(Number(/(\d+)M/.exec(size)?.[1])).toBeLessThanOrEqual(6 * 1024);
  const mounts = await run("docker", ["exec", environment.containers[1] ?? "", "findmnt", "--noheadings", "--output=FSTYPE", "/var"], { timeoutMs: 20_000 });
  expect(mounts).toBe("ext4");
});
