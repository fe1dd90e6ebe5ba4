import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, test } from "vitest";
import { cgroupOf, readV1, readV2 } from "../../../clusters/usage/container-usage.ts";
import { statOf } from "../../../clusters/usage/kernel-file.ts";
import { MarkedProcesses, rollupOf } from "../../../scripts/bench/memory/marked-processes.ts";
import { finishedStage } from "../../../scripts/bench/plain/plain-kind.ts";

describe("a container's cgroup", () => {
  test("with v1 is found for each controller, also where systemd has moved itself below it", () => {
    const groups = "9:name=systemd:/docker/abc/init.scope\n4:memory:/docker/abc/init.scope\n2:cpu,cpuacct:/docker/abc\n0::/docker/abc/init.scope\n";
    expect([cgroupOf(groups, "abc", "memory"), cgroupOf(groups, "abc", "cpuacct")]).toEqual(["/docker/abc", "/docker/abc"]);
  });

  test("with v2 and systemd as Docker's driver has the container's id inside its name", () => {
    expect(cgroupOf("0::/system.slice/docker-abc.scope/init.scope\n", "abc", "")).toBe("/system.slice/docker-abc.scope");
  });

  test("tells the same with v1 and v2", async () => {
    const v1 = { "memory/memory.usage_in_bytes": "900\n", "memory/memory.stat": "rss 1\ninactive_file 2\ntotal_rss 500\ntotal_inactive_file 100\n", "cpuacct/cpuacct.usage": "7000\n", "pids/pids.current": "12\n", "memory/memory.oom_control": "oom_kill_disable 0\nunder_oom 0\noom_kill 3\n" };
    const v2 = { "/memory.current": "900\n", "/memory.stat": "anon 500\nfile 400\ninactive_file 100\n", "/cpu.stat": "usage_usec 7\nuser_usec 5\n", "/pids.current": "12\n", "/memory.events": "low 0\noom 4\noom_kill 3\noom_group_kill 0\n" };
    const files = (texts: Record<string, string>) => async (controller: string, file: string) => texts[`${controller}/${file}`] ?? "";
    const usage = { workingSet: 800, anonymous: 500, cpu: 7_000, processes: 12, memoryKills: 3 };
    expect(await Promise.all([readV1(files(v1)), readV2(files(v2))])).toEqual([usage, usage]);
  });

  test("that is not there is no zero", () => {
    expect(() => cgroupOf("0::/\n", "abc", "")).toThrow(/does not say/);
    expect(() => statOf("inactive_file 5\n", "anon")).toThrow(/no anon/);
    expect(statOf("total_anon 7\nanon 5\n", "anon")).toBe(5);
  });
});

describe("processes that a program started", () => {
  test("count also when they are not its children any more", async () => {
    const mark = { name: "TATAMI_BENCH_TEST", value: String(Math.random()) };
    // The inner shell is left behind by the one that started it; both wait for their standard input to end.
    const child = spawn("bash", ["-c", "(bash -c 'echo up; read line; exit' <&3 & ) 3<&0; read line"], { env: { ...process.env, [mark.name]: mark.value }, stdio: ["pipe", "pipe", "inherit"] });
    const exit = once(child, "exit");
    await once(child.stdout, "data");
    const marked = new MarkedProcesses(mark);
    const first = await marked.look();
    const memory = await marked.look();
    expect(memory.processes).toBe(first.processes);
    expect(memory.processes).toBeGreaterThanOrEqual(2);
    expect(memory.resident).toBeGreaterThanOrEqual(memory.proportional);
    expect(memory.proportional).toBeGreaterThan(100_000);
    child.stdin.end();
    await exit;
  });

  test("are measured by the kernel's own sum", () => {
    expect(rollupOf("55d0-7ffe ---p 00000000 00:00 0 [rollup]\nRss:                1024 kB\nPss:                 512 kB\nPss_Anon: 3 kB\n")).toEqual({ resident: 1_048_576, proportional: 524_288 });
  });
});

test("kind's stages are read without their pictures", () => {
  expect(finishedStage(" ✓ Starting control-plane 🕹️")).toBe("Starting control-plane");
  expect(finishedStage(" ✓ Ensuring node image (tatami/bench-plain:1) 🖼")).toBe("Ensuring node image");
  expect(finishedStage(" • Preparing nodes 📦  ...")).toBeUndefined();
});
