import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "../../../clusters/command.ts";
import type { Environment } from "../../../clusters/environment.ts";
import { EnvironmentMaker } from "../../../clusters/environment-maker.ts";
import { environmentsOf } from "../../../clusters/sweep.ts";
import type { LearnerEnvironment } from "../../../clusters/learner-environment.ts";
import { Pool } from "../../../clusters/pool.ts";
import { presenceOf } from "../../support/docker-leftovers.ts";
import { runIn } from "../../support/learner-shell.ts";
import { TerminalReader } from "../../support/terminal-reader.ts";
import { type TestVenue, testVenue } from "../../support/venue.ts";

const noReserve = { reserve: 0, capacity: 4 };
const signal = AbortSignal.timeout(280_000);
let venue: TestVenue;
/** Another state folder on the same machine: somebody else's `npm start`. */
let elsewhere: TestVenue;
let environment: LearnerEnvironment;
let unclaimed: LearnerEnvironment;
let foreign: LearnerEnvironment;
let shell: string;
let output: string;

beforeAll(async () => {
  [venue, elsewhere] = [await testVenue(), await testVenue()];
  environment = await venue.maker.make("cluster", { signal });
  unclaimed = await venue.maker.make("shell", { signal });
  foreign = await elsewhere.maker.make("shell", { signal });
});
afterAll(async () => {
  await venue?.[Symbol.asyncDispose]();
  await elsewhere?.[Symbol.asyncDispose]();
});

test("one that waits is asleep: it uses no CPU at all", async () => {
  const before = await cpuSeconds();
  expect(await run("docker", ["stats", "--no-stream", "--format", "{{.CPUPerc}}", ...environment.containers], { timeoutMs: 30_000 })).toBe("0.00%\n0.00%");
  expect(await cpuSeconds()).toEqual(before);
});

test("awake, its shells and its cluster go on where they were, before and after another sleep", async () => {
  await environment.unpause(signal);
  using attachment = await environment.holder.attach("1", 0);
  const reader = new TerminalReader(attachment);
  await runIn(environment, "touch ~/talk");
  reader.type("kubectl get nodes; (while read -r line; do echo \"[$line]\"; done < <(tail -f ~/talk)) & echo \"shell $$\"\r");
  await reader.see(/node\s+Ready/, 30_000);
  await reader.see(/shell \d+/);
  shell = /shell (\d+)/.exec(reader.text)?.[1] ?? "";
  await environment.pause(signal);
  await environment.unpause(signal);
  await runIn(environment, "echo after sleep >> ~/talk");
  await reader.see("[after sleep]");
  expect(await runIn(environment, `cat /proc/${shell}/comm; kubectl get nodes --no-headers`)).toMatch(/^bash\nnode\s+Ready/);
  output = reader.text;
});

test("the next process on the state folder finds it with the same shell and output; the rest is swept, and nothing of anybody else", async () => {
  await using pool = new Pool(new EnvironmentMaker(venue.maker.materials), noReserve);
  expect(await pool.adopt("nosuch")).toBeUndefined();
  const adopted = await pool.adopt(environment.id);
  expect(adopted).toMatchObject({ id: environment.id, flavor: "cluster" });
  await pool.sweep();
  expect(pool.status()).toMatchObject({ ready: 0, leased: 1 });
  expect(await environmentsOf(venue.stateDir)).toEqual([environment.id]);
  expect((await presenceOf(venue.stateDir)).filter((line) => line.includes(unclaimed.id))).toEqual([]);

  using attachment = await (adopted as Environment).holder.attach("1", 0);
  const reader = new TerminalReader(attachment);
  await reader.when("the old output", () => reader.text.startsWith(output));
  reader.type("echo \"still $$\"\r");
  await reader.see(`still ${shell}`);
  await runIn(adopted as Environment, "echo adopted >> ~/talk");
  await reader.see("[adopted]");
  await foreign.unpause(signal);
  expect(await runIn(foreign, "echo here")).toBe("here");
});

test("what a process had handed out when it was killed lives on, with the program in its terminal", async () => {
  const script = `const { EnvironmentMaker } = await import(${JSON.stringify(resolve("clusters/environment-maker.ts"))}); const { Pool } = await import(${JSON.stringify(resolve("clusters/pool.ts"))});
    const signal = AbortSignal.timeout(120_000); const pool = new Pool(new EnvironmentMaker(${JSON.stringify(elsewhere.maker.materials)}), { reserve: 0, capacity: 2 });
    await pool.adopt(${JSON.stringify(foreign.id)}); await pool.sweep(); const { id, holder } = await pool.acquire({ flavor: "shell", signal });
    (await holder.attach("1", 0)).write(Buffer.from("cat\\r")); setInterval(() => signal, 1000); console.log(id);`;
  const server = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = (await once(server.stdout, "data")) as [Buffer];
  server.kill("SIGKILL");
  await once(server, "exit");
  await using adopted = (await elsewhere.maker.adopt(String(line).trim())) as Environment;
  using attachment = await adopted.holder.attach("1", 0);
  const reader = new TerminalReader(attachment);
  reader.type("to the same program\r");
  await reader.see(/cat\r\n[^$]*to the same program\r\nto the same program/);
});

test("one that was still asleep when its process died is woken at adoption", async () => {
  await environment.pause(signal);
  const adopted = await new EnvironmentMaker(venue.maker.materials).adopt(environment.id);
  expect(await runIn(adopted as Environment, "kubectl get nodes --no-headers")).toMatch(/Ready/);
});

test("a node that died is told, once; it cannot be adopted, and dies no second time", async () => {
  await using pool = new Pool(venue.maker, noReserve);
  const adopted = (await pool.adopt(environment.id)) as Environment;
  const told: string[] = [];
  const death = new Promise<void>((resolve) => adopted.onDeath((reason) => void (told.push(reason), resolve())));
  await run("docker", ["kill", environment.containers[1] ?? ""], { timeoutMs: 30_000 });
  await death;
  adopted.onDeath((reason) => void told.push(reason));
  expect(told).toEqual(["Its cluster's node has stopped.", "Its cluster's node has stopped."]);
  expect(await venue.maker.adopt(environment.id)).toBeUndefined();
  await pool.release(adopted);
  expect(await presenceOf(venue.stateDir)).toEqual([]);
});

test("a toolbox whose holder died is told too, and a release is no death", async () => {
  await using pool = new Pool(elsewhere.maker, noReserve);
  const adopted = (await pool.adopt(foreign.id)) as Environment;
  const death = new Promise<string>((resolve) => adopted.onDeath(resolve));
  await run("docker", ["exec", "--user", "0", foreign.containers[0] ?? "", "bash", "-c", "kill -TERM 1"], { timeoutMs: 30_000 });
  expect(await death).toBe("Its toolbox, the machine behind the terminals, has stopped.");
  await pool.release(adopted);

  await pool.sweep();
  const short = await pool.acquire({ flavor: "shell", signal });
  const told: string[] = [];
  short.onDeath((reason) => void told.push(reason));
  await pool.release(short);
  expect(told).toEqual([]);
  await expect(pool.release(short)).rejects.toThrow(`Environment ${short.id} was released before`);
  expect(await presenceOf(elsewhere.stateDir)).toEqual([]);
});

test("a sweep takes down what of an environment is left, whatever that is", async () => {
  const half = await venue.maker.make("shell", { signal });
  await run("docker", ["rm", "--force", ...half.containers], { timeoutMs: 30_000 });
  await mkdir(join(venue.stateDir, "environments", "onlyafolder"));
  expect((await presenceOf(venue.stateDir)).length).toBeGreaterThan(3);
  await venue.maker.sweep(new Set());
  expect(await presenceOf(venue.stateDir)).toEqual([]);
});

/** What the two containers' processes have used since they began. */
async function cpuSeconds(): Promise<string[]> {
  const ids = await run("docker", ["container", "inspect", "--format", "{{.Id}}", ...environment.containers], { timeoutMs: 20_000 });
  return await Promise.all(ids.split("\n").map(usageOf));
}

/** From cgroup v2, or v1 where this machine has it. */
async function usageOf(id: string): Promise<string> {
  const pid = await run("docker", ["container", "inspect", "--format", "{{.State.Pid}}", id], { timeoutMs: 20_000 });
  const groups = await readFile(`/proc/${pid}/cgroup`, "utf8");
  const old = /^\d+:[^:]*\bcpuacct\b[^:]*:(.*)$/m.exec(groups)?.[1];
  const path = old === undefined ? join("/sys/fs/cgroup", /^0::(.*)$/m.exec(groups)?.[1] ?? "", "cpu.stat") : join("/sys/fs/cgroup/cpuacct", old, "cpuacct.usage");
  return (await readFile(path, "utf8")).split("\n")[0] ?? "";
}
