import { readFile } from "node:fs/promises";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "../../../clusters/command.ts";
import { bridgeName } from "../../../clusters/host-wall.ts";
import type { LearnerEnvironment } from "../../../clusters/learner-environment.ts";
import { addressesOf, ownAddresses } from "../../support/addresses.ts";
import { runIn, tryIn } from "../../support/learner-shell.ts";
import { OutsideHost } from "../../support/outside-host.ts";
import { type TestVenue, testVenue } from "../../support/venue.ts";

/** Stands for the internet: a server on it, and the DNS server that knows its name. */
let internet: OutsideHost;
let venue: TestVenue;
let environment: LearnerEnvironment;
let neighbour: LearnerEnvironment;
/** Machines beside this one, by addresses that no environment may reach. */
const besides: { address: string; host: OutsideHost }[] = [];
let hostServer: Server;

beforeAll(async () => {
  internet = await OutsideHost.start();
  venue = await testVenue({ internet: { dns: internet.address } });
  const signal = AbortSignal.timeout(240_000);
  environment = await venue.maker.make("cluster", { signal });
  neighbour = await venue.maker.make("shell", { signal });
  await Promise.all([environment.unpause(signal), neighbour.unpause(signal)]);
  const from = (["toolbox", "cluster"] as const).map((role) => bridgeName(environment.id, role, { open: true }));
  for (const address of ["169.254.169.254", "192.168.213.7"]) besides.push({ address, host: await OutsideHost.start({ says: "beside", alias: { address, from } }) });
  hostServer = createServer((_request, answer) => answer.end("host")).listen(0, "0.0.0.0");
  await once(hostServer, "listening");
  await runIn(environment, "kubectl run pod --image=tatami/web:1 && kubectl wait pod/pod --for=condition=Ready --timeout=60s");
});
afterAll(async () => {
  hostServer?.close();
  for (const { host } of besides) await host[Symbol.asyncDispose]();
  await venue?.[Symbol.asyncDispose]();
  await internet?.[Symbol.asyncDispose]();
});

const inPod = (script: string): string => `kubectl exec pod -- sh -c '${script}'`;
const iptables = async (...args: string[]): Promise<string> => await run("iptables", ["--wait", "10", ...args], { timeoutMs: 20_000 });

test("toolbox and Pod reach the internet, by address and by name, and know the names of the cluster as ever", async () => {
  for (const host of [internet.address, "somewhere.example"]) {
    expect(await runIn(environment, `curl -s -m 10 http://${host}:${internet.port}/`), host).toBe("outside");
    expect(await runIn(environment, inPod(`curl -s -m 10 http://${host}:${internet.port}/`)), host).toBe("outside");
  }
  expect(await runIn(neighbour, `curl -s -m 10 http://somewhere.example:${internet.port}/`)).toBe("outside");
  expect(await runIn(environment, "curl -sk -m 5 https://node:6443/version | jq -r .gitVersion")).toBe("v1.36.3");
  expect(await runIn(environment, inPod("curl -sk -m 5 -o /dev/null -w %{http_code} https://kubernetes.default/version"))).toBe("200");
});

test("private addresses and a metadata service stay out of reach; without the rules for them they are reached", async () => {
  for (const { address } of besides) {
    const knock = `curl -s -m 2 http://${address}/; true`;
    expect(await runIn(environment, knock), address).toBe("");
    expect(await runIn(environment, inPod(knock)), address).toBe("");
    // The second: what is not in the table of connections gets no address of this machine's, and no answer.
    const open = ["mangle", "raw"].map((table) => (how: string) => iptables("--table", table, how, "TATAMI-OPEN", "-d", address, "-j", "RETURN"));
    for (const rule of open) await rule("-I");
    try {
      expect(await runIn(environment, inPod(knock)), address).toBe("beside");
    } finally {
      for (const rule of open) await rule("-D");
    }
  }
});

test("this machine stays out of reach, by any of its addresses", async () => {
  const { port } = hostServer.address() as AddressInfo;
  const addresses = ownAddresses();
  expect(await (await fetch(`http://${addresses[0]}:${port}/`)).text()).toBe("host");
  const knock = `for address in ${addresses.join(" ")}; do curl -s -m 2 http://$address:${port}/ & done; wait`;
  expect(await runIn(environment, knock)).toBe("");
  expect(await runIn(environment, inPod(knock))).toBe("");
});

test("another learner stays out of reach, also of one who can go anywhere", async () => {
  const server = `node -e 'require("node:http").createServer((_, answer) => answer.end("toolbox")).listen(8000)'`;
  await runIn(neighbour, `setsid ${server} > /dev/null 2>&1 & until curl -s http://127.0.0.1:8000/; do sleep 0.1; done`, { timeoutMs: 20_000 });
  const [address] = await addressesOf(neighbour.containers[0] ?? "");
  const knock = `curl -s -m 2 http://${address}:8000/; true`;
  expect(await runIn(neighbour, knock)).toBe("toolbox");
  expect(await runIn(environment, knock)).toBe("");
  expect(await runIn(environment, inPod(knock))).toBe("");
});

test("no mail leaves an environment, and no more than 256 connections at a time", async () => {
  const to = async (port: number): Promise<number | undefined> => (await tryIn(environment, `curl -s -m 3 http://${internet.address}:${port}/`)).exitCode;
  // curl's words for no answer at all, and for a port that nobody listens on (EXIT CODES in its manual).
  expect(await Promise.all([to(25), to(26)])).toEqual([28, 7]);
  const opener = `const { connect } = require("node:net"); let open = 0;
    for (let n = 0; n < 400; n++) connect(${internet.port}, "${internet.address}").on("connect", () => open++).on("error", () => undefined);
    setTimeout(() => { console.log(open); process.exit(); }, 4000)`;
  const opened = Number(await runIn(environment, `node -e '${opener}'`, { timeoutMs: 30_000 }));
  expect(opened).toBeGreaterThan(200);
  expect(opened).toBeLessThanOrEqual(256);
});

test("who opens and closes connections without end gets 20 a second of them: an ended one keeps its place in this machine's table", async () => {
  const opener = `const { connect } = require("node:net"); let opened = 0;
    const again = () => connect(${internet.port}, "${internet.address}", function () { opened++; this.destroy(); }).on("close", () => setImmediate(again)).on("error", () => undefined);
    for (let n = 0; n < 20; n++) again();
    setTimeout(() => { console.log(opened); process.exit(); }, 5000)`;
  const opened = Number(await runIn(environment, `node -e '${opener}'`, { timeoutMs: 30_000 }));
  expect(opened).toBeGreaterThan(20);
  expect(opened).toBeLessThanOrEqual(256 + 20 * 8);
});

test("who invents a source is led nowhere, and what stays in the environment takes no place in this machine's table of connections", async () => {
  const node = environment.containers[1] ?? "";
  const dropped = async (): Promise<number> => Number(/^\s*(\d+).*DROP.*rpfilter/m.exec(await iptables("-t", "raw", "-nvxL", "TATAMI-OPEN"))?.[1]);
  const before = await dropped();
  expect(before).not.toBeNaN();
  await run("docker", ["exec", node, "bash", "-c", `ip address add 203.0.113.9/32 dev lo; curl -s -m 2 --interface 203.0.113.9 http://${internet.address}/; ip address del 203.0.113.9/32 dev lo`], { timeoutMs: 20_000 });
  expect(await dropped()).toBeGreaterThan(before);
  await runIn(environment, "for try in {1..20}; do curl -sk -m 5 https://node:6443/version > /dev/null; done");
  const addresses = await addressesOf(node);
  const tracked = (await readFile("/proc/net/nf_conntrack", "utf8")).split("\n").filter((line) => /dport=6443 /.test(line) && addresses.some((address) => line.includes(`dst=${address} `)));
  expect(tracked).toEqual([]);
});
