import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";

const program = new URL("../../../../lessons/apps/chaoskube/main.ts", import.meta.url).pathname;

test.each([
  [["--unknown"], "chaoskube: error: unknown option '--unknown', try --help\n"],
  [["--interval=soon"], 'chaoskube: error: time: invalid duration "soon", try --help\n'],
])("%j ends it with 1, and one line that says why", async (args, complaint) => {
  expect(await ask(args)).toEqual({ code: 1, out: "", err: complaint });
});

test.each([
  ["--labels=a b", 'level=fatal msg="failed to parse selector" err="found \'b\', expected: \',\'" selector="a b"'],
  ["--excluded-times-of-day=noon", 'level=fatal msg="failed to parse times of day"'],
  ["--excluded-days-of-year=Feb30", 'level=fatal msg="failed to parse days of year"'],
  ["--timezone=Mars/Olympus", 'level=fatal msg="failed to detect time zone"'],
  ["--kubeconfig=/nonexistent/config", 'level=fatal msg="failed to connect to cluster"'],
  ["--debug", "unable to load in-cluster configuration"],
])("%s ends it with 1, and a line in its log", async (arg, line) => {
  const { code, err } = await ask([arg]);
  expect(code).toBe(1);
  expect(err.split("\n").at(-2)).toContain(line);
});

test("it says first of all what it is", async () => {
  const { err } = await ask([]);
  expect(err.split("\n")[0]).toContain(`msg="this is Tatami's stand-in for linki/chaoskube 0.39: this venue cannot pull images"`);
  expect(err.split("\n")[1]).toContain('level=info msg="starting up" dryRun=true interval=10m0s maxRuntime=-1s');
  expect(await ask(["--version"])).toEqual({ code: 0, out: "0.39.0 (Tatami's stand-in)\n", err: "" });
  expect(await ask(["--help"])).toMatchObject({ code: 0, out: expect.stringContaining("--[no-]dry-run"), err: "" });
});

async function ask(args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "pipe"], env: { PATH: process.env["PATH"], HOME: "/nonexistent" }, timeout: 15_000 });
  const code = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, out, err };
}
