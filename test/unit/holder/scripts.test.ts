import { afterAll, beforeAll, expect, test } from "vitest";
import { poll } from "../../../clusters/poll.ts";
import { HolderProcess } from "../../support/holder-process.ts";
import { runs } from "../../support/process-state.ts";

let running: HolderProcess;
const root = process.getuid?.() === 0;

beforeAll(async () => {
  running = await HolderProcess.start();
});
afterAll(async () => {
  await running[Symbol.asyncDispose]();
});

function run(script: string, options: { user?: "learner" | "checker"; timeoutMs?: number; env?: Record<string, string>; signal?: AbortSignal; onOutput?: (text: string) => void; wholeOutput?: boolean } = {}) {
  return running.holder.runScript({ user: "checker", timeoutMs: 10_000, script, ...options });
}

test("exit code and both outputs in order come back; standard input is empty", async () => {
  const { exitCode, timedOut, output, truncated } = await run("echo one; echo two >&2; echo three > /dev/stderr; read line; echo $?; exit 3");
  expect({ exitCode, timedOut, truncated }).toEqual({ exitCode: 3, timedOut: false, truncated: false });
  expect(output).toBe("one\ntwo\nthree\n1\n");
});

test("a check has a fixed environment: nothing of the holder's, nothing that names another PATH", async () => {
  const { output } = await run("/usr/bin/env | /usr/bin/sort", { env: { PATH: "/home/learner/bin", TOPIC: "chat" } });
  const names = output.trim().split("\n").map((line) => line.split("=")[0]);
  expect(names).toEqual(["HOME", "KUBECONFIG", "LANG", "LOGNAME", "PATH", "PWD", "SHLVL", "TOPIC", "USER", "_"].sort());
  expect(output).toContain("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n");
});

test("the script's text is on no command line and in no file, and 256 KB of it run", async () => {
  const filler = `# ${"x".repeat(1_000)}\n`.repeat(255);
  const { output } = await run(`secret=tatami-4711\n${filler}tr '\\0' ' ' < /proc/$$/cmdline | grep -c "$secret"\nls -l /proc/$$/fd | grep -c -- '-> /dev/null'\necho end`);
  expect(output).toBe("0\n1\nend\n");
  await expect(run("x".repeat(256 * 1024 + 1))).rejects.toThrow("longer than");
});

test("the time limit ends the script and its grandchildren, in job control groups of their own too", async () => {
  const started = performance.now();
  const { timedOut, exitCode, output } = await run('set -m; sleep 777 & echo $!; bash -c "sleep 778 & echo \\$!; wait" & wait', { timeoutMs: 3_000 });
  expect({ timedOut, exitCode }).toEqual({ timedOut: true, exitCode: undefined });
  expect(performance.now() - started).toBeLessThan(20_000);
  const pids = output.trim().split("\n").map(Number);
  expect(pids).toHaveLength(2);
  await poll({ name: "the end of the grandchildren", timeoutMs: 20_000 }, async () => !pids.some(runs));
});

test("a check leaves nothing behind; a learner's script may leave a server running", async () => {
  const check = await run("sleep 779 & echo $!");
  expect(check.exitCode).toBe(0);
  await poll({ name: "the end of the check's background process", timeoutMs: 20_000 }, async () => !runs(Number(check.output)));
  const solve = await run("sleep 780 & echo $!", { user: "learner" });
  expect(solve.exitCode).toBe(0);
  expect(runs(Number(solve.output))).toBe(true);
  process.kill(Number(solve.output));
});

test("a caller's signal ends it, and says so by the missing exit code", async () => {
  const stop = new AbortController();
  let pid = 0;
  const result = await run("echo $$; sleep 781", {
    signal: stop.signal,
    onOutput: (text) => {
      pid = Number(text);
      stop.abort();
    },
  });
  expect(result.exitCode).toBeUndefined();
  expect(result.timedOut).toBe(false);
  await poll({ name: "the end of the script", timeoutMs: 20_000 }, async () => !runs(pid));
});

test("output comes as it appears, UTF-8 whole, and 64 KiB of it are kept", async () => {
  const parts: string[] = [];
  const { output, truncated } = await run("echo 最初; sleep 0.3; echo 次; yes あ | head -c 300000; exit 0", { onOutput: (text) => parts.push(text) });
  expect(parts[0]).toBe("最初\n");
  expect(output.startsWith("最初\n次\nあ\nあ")).toBe(true);
  expect(truncated).toBe(true);
  expect(Buffer.byteLength(output)).toBeLessThanOrEqual(64 * 1024 + 2);
});

test("whoever wants all of the output gets it, however late it comes through; the result keeps the first 64 KiB", async () => {
  let next = 1;
  let rest = "";
  const { exitCode, output, truncated } = await run("seq 1 400000", {
    wholeOutput: true,
    timeoutMs: 60_000,
    onOutput: (text) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() as string;
      for (const line of lines) if (Number(line) === next) next++;
    },
  });
  expect({ exitCode, truncated, last: next - 1, rest }).toEqual({ exitCode: 0, truncated: true, last: 400_000, rest: "" });
  expect(Buffer.byteLength(output)).toBe(64 * 1024);
});

test("what the holder refuses says why", async () => {
  await expect(run("true", { env: { "lower-case": "x" } })).rejects.toThrow("lower-case is no name for a variable");
  await expect(running.holder.openTerminal("../etc", { columns: 80, rows: 24 })).rejects.toThrow("a terminal's name is");
  await expect(running.holder.connect(0)).rejects.toThrow("port must be within");
});

test.runIf(root)("as root, a check is another user than the learner, who can neither read nor end it", async () => {
  await using separate = await HolderProcess.start({
    learner: { uid: 65_531, gid: 65_531, name: "learner", home: "/tmp", kubeconfig: "/none" },
    checker: { uid: 65_532, gid: 65_532, name: "checker", home: "/nonexistent", kubeconfig: "/none" },
  });
  const { holder } = separate;
  const stop = new AbortController();
  let started: (pid: number) => void = () => undefined;
  const pid = new Promise<number>((resolve) => {
    started = resolve;
  });
  const check = holder.runScript({ user: "checker", script: "secret=4711; echo $$; sleep 60", timeoutMs: 30_000, signal: stop.signal, onOutput: (text) => started(Number(text)) });
  const { output } = await holder.runScript({
    user: "learner",
    timeoutMs: 10_000,
    script: `id -u; id -G; kill -9 ${await pid}; cat /proc/${await pid}/environ; ls /proc/${await pid}/fd; kill -9 ${separate.process.pid}; cat /proc/${separate.process.pid}/environ`,
  });
  expect(output.split("\n").slice(0, 2)).toEqual(["65531", "65531"]);
  expect(output.match(/not permitted|Permission denied/g)).toHaveLength(5);
  expect(runs(await pid)).toBe(true);
  stop.abort();
  await check;
});
