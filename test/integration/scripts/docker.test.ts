import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cacheFolder } from "../../../clusters/cache-folder.ts";
import { run } from "../../../clusters/command.ts";
import { goFor } from "../../../clusters/images/toolchain/go-command.ts";
import { examine } from "../../../scripts/doctor/doctor.ts";
import { canWork } from "../../../scripts/doctor/report.ts";
import { prepareDocker } from "../../../scripts/venue/docker.ts";
import { lowInotifyLimits } from "../../../scripts/venue/inotify.ts";
import { Preparation } from "../../../scripts/preparation/preparation.ts";
import { dockerStage, hostStage } from "../../../scripts/preparation/stages.ts";

const limit = { timeoutMs: 60_000 };
/** CAP_NET_ADMIN and CAP_SYS_ADMIN: what a container has only when it is privileged. */
const privilegedBits = (1n << 12n) | (1n << 21n);

describe("a Docker that the set-up has seen to", () => {
  const name = `tatami-probe-${process.env["TATAMI_TEST_RUN"] ?? randomBytes(4).toString("hex")}`;
  let folder: string;

  beforeAll(async () => {
    await prepareDocker({});
    folder = await mkdtemp(join(tmpdir(), "tatami-probe-"));
    const go = await goFor("test/fixtures/probe", { cacheFolder: cacheFolder() });
    await run(go.program, ["build", "-o", join(folder, "probe"), "."], { timeoutMs: 120_000, cwd: "test/fixtures/probe", env: { ...go.env, CGO_ENABLED: "0", GOTOOLCHAIN: "local" } });
    await run("tar", ["-C", folder, "-cf", join(folder, "root.tar"), "probe"], limit);
    await run("docker", ["import", join(folder, "root.tar"), `${name}:1`], limit);
    await run("docker", ["run", "--detach", "--name", name, "--privileged", "--pids-limit", "100", "--memory", "100m", "--cpus", "0.5", `${name}:1`, "/probe", "stay"], limit);
  });

  afterAll(async () => {
    await run("docker", ["rm", "--force", name], limit);
    await run("docker", ["image", "rm", "--force", `${name}:1`], limit);
    await rm(folder, { recursive: true });
  });

  test("starts privileged containers and gives them what the host has", async () => {
    const effective = BigInt(`0x${await run("docker", ["logs", name], limit)}`);
    const host = BigInt(`0x${/CapBnd:\s*(\w+)/.exec(await readFile("/proc/self/status", "utf8"))?.[1]}`);

    expect(effective & privilegedBits).toBe(privilegedBits);
    expect(effective & ~host).toBe(0n);
  });

  test("runs privileged programs in them afterwards", async () => {
    expect(BigInt(`0x${await run("docker", ["exec", "--privileged", name, "/probe"], limit)}`) & privilegedBits).toBe(privilegedBits);
  });

  test("keeps their limits and gives them an address", async () => {
    const format = "{{.HostConfig.PidsLimit}} {{.HostConfig.Memory}} {{.HostConfig.NanoCpus}}";
    expect(await run("docker", ["inspect", "--format", format, name], limit)).toBe("100 104857600 500000000");
    expect(await limitsInKernel(await run("docker", ["inspect", "--format", "{{.State.Pid}}", name], limit))).toEqual({ pids: "100", memory: "104857600" });
    expect(await run("docker", ["inspect", "--format", "{{.NetworkSettings.Networks.bridge.IPAddress}}", name], limit)).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
  });

  test("after the host stage a room full of nodes finds enough inotify instances", async () => {
    await new Preparation([dockerStage, hostStage(() => undefined)], join(folder, "times.json")).run(AbortSignal.timeout(60_000));

    expect(await lowInotifyLimits()).toEqual([]);
  });

  test("the doctor finds that the venue can work, and leaves nothing behind", async () => {
    const before = await run("docker", ["images", "--quiet", "tatami-probe"], limit);
    const findings = await examine({ host: "127.0.0.1", ports: [0], stateFolder: folder }, AbortSignal.timeout(120_000));

    expect(findings.filter(({ state }) => state === "missing")).toEqual([]);
    expect(canWork(findings)).toBe(true);
    for (const { state, fix } of findings) expect(fix === undefined).toBe(state === "ok");
    expect(await run("docker", ["images", "--quiet", "tatami-probe"], limit)).toBe(before);
  });
});

/** The limits as the kernel has them, by the cgroup of a process; v1 and v2. */
async function limitsInKernel(pid: string): Promise<{ pids: string; memory: string }> {
  const lines = (await readFile(`/proc/${pid}/cgroup`, "utf8")).trim().split("\n");
  const of = (controller: string) => lines.find((line) => line.split(":")[1]?.split(",").includes(controller))?.split(":")[2];
  const unified = lines.find((line) => line.startsWith("0::"))?.slice(3);
  const read = async (path: string) => (await readFile(`/sys/fs/cgroup/${path}`, "utf8")).trim();
  if (of("pids") === undefined) return { pids: await read(`${unified}/pids.max`), memory: await read(`${unified}/memory.max`) };
  return { pids: await read(`pids${of("pids")}/pids.max`), memory: await read(`memory${of("memory")}/memory.limit_in_bytes`) };
}
