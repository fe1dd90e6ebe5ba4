import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { run } from "../../../clusters/command.ts";
import { judge } from "../../../scripts/doctor/capacity-checks.ts";
import { dockerClient, dockerDaemon } from "../../../scripts/doctor/docker-checks.ts";
import { examine } from "../../../scripts/doctor/doctor.ts";
import type { Finding, ImageNeed } from "../../../scripts/doctor/finding.ts";
import { go } from "../../../scripts/doctor/go-check.ts";
import { imageNeed } from "../../../scripts/doctor/image-need.ts";
import { imageSource } from "../../../scripts/doctor/image-source-check.ts";
import { ports } from "../../../scripts/doctor/network-checks.ts";
import { packageRegistries } from "../../../scripts/doctor/registry-check.ts";
import { StateLock } from "../../../scripts/venue/state-lock.ts";
import { context } from "../../fixtures/doctor/context.ts";

const oneSentence = /^[A-Z`][^\n]+\.$/;
const toBuild: ImageNeed = { way: "build", forced: false, registry: false, gib: 14 };

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "tatami-doctor-test-"))));
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

/** The finding says that the venue cannot work so, and in one sentence what to do. */
function expectMissing(finding: Finding | undefined, found: RegExp): void {
  expect(finding).toMatchObject({ state: "missing", found: expect.stringMatching(found), fix: expect.stringMatching(oneSentence) });
}

describe("ports", () => {
  let other: Server;
  let port: number;
  beforeEach(async () => {
    other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    ({ port } = other.address() as AddressInfo);
  });
  afterEach(() => other.close());

  test("that another program holds keep a start from serving", async () => {
    expectMissing(await ports.look(context({ ports: [port], stateFolder: folder })), new RegExp(`${port} on 127\\.0\\.0\\.1 taken by another program`));
  });

  test("that this state folder's own server holds are as they should be", async () => {
    using lock = new StateLock(folder);
    lock.announce({ pid: process.pid, url: `http://127.0.0.1:${port}` });
    expect(await ports.look(context({ ports: [port], stateFolder: folder }))).toMatchObject({ state: "ok", found: expect.stringContaining("Tatami itself") });
  });

  test("that a server held which was killed are another program's", async () => {
    const lock = new StateLock(folder);
    lock.announce({ pid: 1, url: `http://127.0.0.1:${port}` });
    // As a killed one leaves it: the note is there, the lock is not.
    await run("cp", [join(folder, "server.json"), join(folder, "kept")], { timeoutMs: 5_000 });
    lock[Symbol.dispose]();
    await run("mv", [join(folder, "kept"), join(folder, "server.json")], { timeoutMs: 5_000 });
    expectMissing(await ports.look(context({ ports: [port], stateFolder: folder })), /taken by another program/);
  });
});

test.each([
  [30, 14, "ok", undefined],
  [17, 14, "weak", /tight.*learners/],
  [10, 14, "missing", /10 GiB free at \/x, and the images take about 14.*not enough/],
  [4, 0, "weak", /4 GiB free at \/x: tight/],
  [9, 0, "ok", undefined],
  [0.5, 0, "missing", /not enough/],
])("%d GiB free where images still take %d: %s", (free, images, state, found) => {
  const finding = judge({ path: "/x", free }, images);
  expect(finding.state).toBe(state);
  if (found) expect(finding).toMatchObject({ found: expect.stringMatching(found), fix: expect.stringMatching(oneSentence) });
});

describe("Docker", () => {
  test("no client", async () => {
    vi.stubEnv("PATH", folder);
    expectMissing(await dockerClient.look(context()), /no `docker` on PATH/);
  });

  test("no daemon: nothing is said of Docker Desktop, which cannot be a venue", async () => {
    const finding = await dockerDaemon.look(context({ docker: undefined, dockerRefusal: "Cannot connect" }));
    expectMissing(finding, /Cannot connect/);
    expect(finding?.fix).not.toContain("Desktop");
  });
});

describe("images", () => {
  test("that are all here ask for no source, no registry and no Go", async () => {
    expect(await imageSource.look(context())).toMatchObject({ state: "ok" });
    expect(await packageRegistries.look(context())).toBeUndefined();
    expect(await go.look(context())).toBeUndefined();
  });

  test("that TATAMI_IMAGES wants pulled where there is no registry", async () => {
    expectMissing(await imageSource.look(context({ images: { ...toBuild, way: "pull", forced: true } })), /TATAMI_IMAGES=pull/);
  });

  test("of an empty cache are counted, with the disk that they take", async () => {
    vi.stubEnv("TATAMI_CACHE", folder);
    vi.stubEnv("TATAMI_IMAGES", "build");
    // A Docker that does not answer holds none.
    vi.stubEnv("DOCKER_HOST", "tcp://127.0.0.1:1");
    const need = await imageNeed(undefined, AbortSignal.timeout(50_000));
    expect(need.way).not.toBe("here");
    expect(need.gib).toBeGreaterThan(8);
  });

  test("without Go and without a module proxy", async () => {
    vi.stubEnv("PATH", folder);
    vi.stubEnv("TATAMI_CACHE", folder);
    vi.stubEnv("GOPROXY", "http://127.0.0.1:1");
    expectMissing(await go.look(context({ images: toBuild })), /none on PATH.*no Go module proxy answers \(http:\/\/127\.0\.0\.1:1\)/);
  });

  test("an older Go is no loss where the proxy has a newer one", async () => {
    const proxy = createHttpServer((_request, response) => response.end()).listen(0, "127.0.0.1");
    await once(proxy, "listening");
    try {
      vi.stubEnv("PATH", folder);
      vi.stubEnv("TATAMI_CACHE", folder);
      vi.stubEnv("GOPROXY", `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
      expect(await go.look(context({ images: toBuild }))).toMatchObject({ state: "ok", found: expect.stringContaining("is fetched from the module proxy") });
    } finally {
      proxy.close();
    }
  });
});

describe("from a process that may less", () => {
  const setpriv = "/usr/bin/setpriv";
  const look = async (check: string, privileges: string[], env: Record<string, string> = {}): Promise<Finding> =>
    JSON.parse(await run(setpriv, [...privileges, "--", process.execPath, resolve("test/fixtures/doctor/look.ts"), check], { timeoutMs: 50_000, env: { TATAMI_CACHE: folder, ...env } })) as Finding;

  test("without the right to mount there is no venue: every environment has bounded disks", async () => {
    expectMissing(await look("boundedDisks", ["--bounding-set=-sys_admin"]), /no loop mount here.*every environment needs one/);
  });

  test("without the right to the packet filter there is no wall", async () => {
    expectMissing(await look("packetFilter", ["--bounding-set=-net_admin"]), /iptables cannot be used/);
  });

  test("neither root nor sudo", async () => {
    expectMissing(await look("root", ["--reuid=65534", "--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"], { PATH: folder }), /not root, and there is no sudo/);
  });
});

test("every finding of this machine that is not ok says what to do in a sentence", async () => {
  const findings = await examine({ host: "127.0.0.1", ports: [0], stateFolder: folder }, AbortSignal.timeout(55_000));
  expect(findings.map(({ name }) => name)).toEqual(expect.arrayContaining(["Root", "Packet filter", "Bounded disks", "Disk", "Ports", "Image source"]));
  for (const { name, state, fix } of findings) if (state !== "ok") expect(fix, name).toMatch(oneSentence);
});
