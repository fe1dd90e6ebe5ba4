import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { BringUpError } from "../../../clusters/bring-up.ts";
import { run } from "../../../clusters/command.ts";
import { EnvironmentMaker } from "../../../clusters/environment-maker.ts";
import type { Materials } from "../../../clusters/environment-steps.ts";
import { environmentName, statePrefix } from "../../../clusters/labels.ts";
import { AddressesExhausted } from "../../../clusters/network.ts";
import { poll } from "../../../clusters/poll.ts";
import { Pool } from "../../../clusters/pool.ts";
import { environmentsOf, sweepState } from "../../../clusters/sweep.ts";
import { presenceOf } from "../../support/docker-leftovers.ts";
import { type TestVenue, testVenue } from "../../support/venue.ts";

let venue: TestVenue;
let materials: Materials;
let programs: string;

beforeAll(async () => {
  venue = await testVenue();
  materials = venue.maker.materials;
  programs = await mkdtemp(join(tmpdir(), "tatami-programs-"));
});
afterAll(async () => {
  await rm(programs, { recursive: true });
  await venue[Symbol.asyncDispose]();
});

/** Brings up an environment of changed materials, which must fail; gives the failure. */
async function failure(changes: Partial<Materials>, signal = AbortSignal.timeout(120_000)): Promise<unknown> {
  const maker = new EnvironmentMaker({ ...materials, ...changes });
  return await maker.make("cluster", { signal }).then(
    ({ id }) => expect.fail(`${id} came up`),
    (error: unknown) => error,
  );
}

test("a node image that is nowhere: the step is told, and nothing stays", async () => {
  const error = await failure({ nodeImage: "tatami/node:nowhere" });
  expect(error).toBeInstanceOf(BringUpError);
  expect(error).toMatchObject({ step: "start-cluster", message: expect.stringContaining("tatami/node:nowhere") as string });
  expect(await presenceOf(venue.stateDir)).toEqual([]);
});

test("a node that ends as soon as it starts: kind's words are told, and nothing stays", async () => {
  const image = `tatami/broken-node:${statePrefix(venue.stateDir).replace(/^tatami-|-$/g, "")}`;
  await run("docker", ["build", "--quiet", "--tag", image, "-"], { timeoutMs: 60_000, input: `FROM ${materials.nodeImage}\nENTRYPOINT ["/bin/false"]\n` });
  try {
    const error = await failure({ nodeImage: image });
    expect(error).toMatchObject({ name: "BringUpError", step: "start-cluster", message: expect.stringMatching(/could not find a log line|not running/) as string });
    expect(await presenceOf(venue.stateDir)).toEqual([]);
  } finally {
    await run("docker", ["image", "rm", "--force", image], { timeoutMs: 60_000 });
  }
});

test("a kind that hangs is ended, with what it started, when nobody waits any more", async () => {
  const kind = join(programs, "kind");
  const told = join(programs, "told");
  await writeFile(kind, `#!/bin/sh\ntrap '' TERM\necho $$ > ${told}\nwhile :; do sleep 1; done\n`);
  await chmod(kind, 0o755);
  const leaving = new AbortController();
  const failed = failure({ kind }, leaving.signal);
  const pid = await poll({ name: "the hanging kind", timeoutMs: 60_000 }, async () => (await readFile(told, "utf8")).trim() || undefined);
  const reason = new Error("the learner left");
  leaving.abort(reason);
  expect(await failed).toBe(reason);
  expect(() => process.kill(Number(pid), 0)).toThrow("ESRCH");
  expect(await presenceOf(venue.stateDir)).toEqual([]);
});

test("a kind that hangs is ended by its limit, which is told; nothing stays, and the next one is served", async () => {
  const kind = join(programs, "hanging-kind");
  await writeFile(kind, "#!/bin/sh\ntrap '' TERM\nwhile :; do sleep 1; done\n", { mode: 0o755 });
  await using pool = new Pool(new EnvironmentMaker({ ...materials, kind, clusterLimitSeconds: 2 }), { reserve: 0, capacity: 1 });
  await pool.sweep();
  const signal = AbortSignal.timeout(120_000);
  const first = pool.acquire({ flavor: "cluster", signal }).catch((error: unknown) => error);
  const second = pool.acquire({ flavor: "shell", signal });
  expect(await first).toMatchObject({ name: "BringUpError", step: "start-cluster", message: expect.stringContaining("did not end within its time limit of 2 s") as string });
  const environment = await second;
  expect(await environmentsOf(venue.stateDir)).toEqual([environment.id]);
  await pool.release(environment);
  expect(await presenceOf(venue.stateDir)).toEqual([]);
});

test("called off while kind asks Docker for the node, nothing comes after", async () => {
  const leaving = new AbortController();
  const failed = failure({}, leaving.signal);
  await kindAsksForNode();
  leaving.abort(new Error("the learner left"));
  expect(await failed).toMatchObject({ message: "the learner left" });
  expect(await presenceOf(venue.stateDir)).toEqual([]);
});

test("killed while kind makes the node, a server leaves a kind behind: the next one's sweep ends it, and takes what it made", async () => {
  const script = `const { EnvironmentMaker } = await import(${JSON.stringify(resolve("clusters/environment-maker.ts"))});
    await new EnvironmentMaker(${JSON.stringify(materials)}).make("cluster", { signal: AbortSignal.timeout(120_000) });`;
  const server = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: "inherit" });
  await kindAsksForNode();
  server.kill("SIGKILL");
  await once(server, "exit");
  await sweepState(venue.stateDir);
  expect(await presenceOf(venue.stateDir)).toEqual([]);
});

test("a disk that is full: the message says so, and nothing stays", async () => {
  const small = join(programs, "small");
  await mkdir(small);
  await run("mount", ["-t", "tmpfs", "-o", "size=256k", "tmpfs", small], { timeoutMs: 20_000 });
  try {
    const stateDir = join(small, "state");
    expect(await failure({ stateDir })).toMatchObject({ step: "make-disks", message: expect.stringContaining("No space left on device") as string });
    expect(await presenceOf(stateDir)).toEqual([]);
  } finally {
    await run("umount", [small], { timeoutMs: 20_000 });
  }
});

test("no free network: the message says what to do", async () => {
  // Docker's own bridge takes the whole of it.
  const error = await failure({ addresses: await bridgeRange() });
  expect(error).toMatchObject({ step: "make-networks", cause: expect.any(AddressesExhausted) as Error, message: expect.stringContaining("--addresses") as string });
  expect(await presenceOf(venue.stateDir)).toEqual([]);
});

test("a home that cannot be mounted: the step is told, and nothing stays", async () => {
  const home = join(programs, "home.img");
  await writeFile(home, "no filesystem");
  expect(await failure({ templates: { ...materials.templates, home } })).toMatchObject({ step: "make-disks", message: expect.stringContaining("mount") as string });
  expect(await presenceOf(venue.stateDir)).toEqual([]);
});

test("names of a venue's environments fit into a host name", () => {
  expect(`${environmentName(venue.stateDir, "abc234")}-control-plane`.length).toBeLessThan(63);
});

/** Until kind runs `docker run` for an environment of this venue. */
async function kindAsksForNode(): Promise<void> {
  const asked = `docker run --name ${statePrefix(venue.stateDir)}`;
  await poll({ name: "kind's docker run", timeoutMs: 60_000, intervalMs: 5 }, async () => (await run("ps", ["-eo", "args"], { timeoutMs: 10_000 })).split("\n").some((line) => line.startsWith(asked)));
}

async function bridgeRange(): Promise<string> {
  return await run("docker", ["network", "inspect", "--format", "{{(index .IPAM.Config 0).Subnet}}", "bridge"], { timeoutMs: 20_000 });
}
