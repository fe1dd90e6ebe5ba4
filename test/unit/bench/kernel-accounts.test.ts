import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, test } from "vitest";
import { cgroupOf, statOf } from "../../../scripts/bench/memory/container-usage.ts";
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
