import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, test } from "vitest";

const program = join(import.meta.dirname, "..", "..", "fixtures", "images", "build-slowly.ts");
let cacheFolder: string;
const started: ChildProcess[] = [];

beforeEach(() => {
  cacheFolder = mkdtempSync(join(tmpdir(), "tatami-interrupted-"));
});
afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill("SIGKILL");
    await once(child, "exit");
  }
  rmSync(cacheFolder, { recursive: true, force: true });
});

test("a build that was killed in the middle is never taken for complete, and the next one goes on from there", async () => {
  const killed = start();
  await killed.line(/second: waiting/);
  killed.child.kill("SIGKILL");
  await once(killed.child, "exit");
  expect(made()).toEqual(["first", "second.unfinished"]);
  const madeFirst = statSync(folderOf("first")).birthtimeMs;

  writeFileSync(join(cacheFolder, "go-on"), "");
  await start().line(/^complete/);
  expect(made()).toEqual(["first", "second", "third"]);
  expect(readdirSync(folderOf("second")).sort()).toEqual(["needs", "whole"]);
  expect(statSync(folderOf("first")).birthtimeMs).toBe(madeFirst);
});

test("a second process waits for the first and takes what that made", async () => {
  const first = start();
  await first.line(/second: waiting/);
  const second = start();
  await second.line(/waiting for another process/);
  writeFileSync(join(cacheFolder, "go-on"), "");
  await Promise.all([first.line(/^complete/), second.line(/^complete/)]);
  expect(second.lines.filter((line) => /^(first|second|third)/.test(line))).toEqual([]);
});

function start(): { child: ChildProcess; lines: string[]; line(pattern: RegExp): Promise<void> } {
  const child = spawn(process.execPath, [program, cacheFolder], { stdio: ["ignore", "pipe", "inherit"] });
  started.push(child);
  const lines: string[] = [];
  let wake = (): void => undefined;
  createInterface({ input: child.stdout! }).on("line", (line) => {
    lines.push(line);
    wake();
  });
  child.on("exit", () => wake());
  return {
    child,
    lines,
    async line(pattern) {
      while (!lines.some((line) => pattern.test(line))) {
        if (child.exitCode !== null) throw new Error(`the build ended with ${child.exitCode} before it said ${pattern}:\n${lines.join("\n")}`);
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}

/** What is on the shelf, without keys. */
function made(): string[] {
  return readdirSync(join(cacheFolder, "artifacts")).map((name) => name.replace(/-[0-9a-f]{16}/, "").replace(/unfinished-.*/, "unfinished")).sort();
}

function folderOf(name: string): string {
  const found = readdirSync(join(cacheFolder, "artifacts")).find((entry) => new RegExp(`^${name}-[0-9a-f]{16}$`).test(entry));
  expect(found && existsSync(join(cacheFolder, "artifacts", found))).toBe(true);
  return join(cacheFolder, "artifacts", found as string);
}
