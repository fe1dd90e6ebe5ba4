import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { poll } from "../../../clusters/poll.ts";
import { connectHolder } from "../../../clusters/holder/connect-holder.ts";
import { HolderProcess } from "../../support/holder-process.ts";
import { TerminalReader } from "../../support/terminal-reader.ts";

const size = { columns: 100, rows: 24 };
let running: HolderProcess;

beforeEach(async () => {
  running = await HolderProcess.start({ environment: { HISTFILE: "/dev/null" } });
});
afterEach(async () => {
  await running[Symbol.asyncDispose]();
});

async function open(name = "1"): Promise<TerminalReader> {
  await running.holder.openTerminal(name, size);
  const reader = new TerminalReader(await running.holder.attach(name, 0));
  await reader.see(/[#$] $/);
  return reader;
}

const there = (name: string) => poll({ name: `the file ${name}`, timeoutMs: 30_000, intervalMs: 10 }, async () => existsSync(join(running.home, name)));

test("a script goes on without whoever began it, once, and what it prints is kept", async () => {
  const options = { name: "part-0", terminal: "1", script: "pwd; echo wrong >&2; until [ -e go-on ]; do sleep 0.02; done; touch ended; exit 3" };
  expect(await running.holder.begin(options)).toBe(true);
  expect(await running.holder.begun()).toEqual([{ name: "part-0", logs: expect.stringMatching(/\/part-0$/), running: true, waiting: false }]);
  await running.holder[Symbol.asyncDispose]();
  const later = connectHolder(running.socketPath);
  expect(await later.begin({ ...options, script: "touch twice" })).toBe(false);
  writeFileSync(join(running.home, "go-on"), "");
  await there("ended");
  await poll({ name: "its end", timeoutMs: 30_000, intervalMs: 10 }, async () => !(await later.begun())[0]?.running);
  const [begun] = await later.begun();
  expect(begun).toMatchObject({ running: false, exitCode: 3, waiting: false });
  expect([readFileSync(`${begun?.logs}_stdout.log`, "utf8"), readFileSync(`${begun?.logs}_stderr.log`, "utf8")]).toEqual([`${running.home}\n`, "wrong\n"]);
  expect(existsSync(join(running.home, "twice"))).toBe(false);
});

test("a text is typed into the learner's own shell, and what it sets stays there", async () => {
  const reader = await open();
  const text = '#!/bin/bash\nexport COLOR=blue\ncd /usr\nalias say="echo said"\nfor n in 1 2; do\n\techo "n=$n"\ndone\ncat <<END\n\ta tab\nEND';
  expect(await running.holder.begin({ name: "part-1", terminal: "1", text })).toBe(true);
  await reader.see(/n=2\r\n\ta tab\r\n.*[#$] $/);
  reader.type("say $COLOR in $PWD\r");
  await reader.see("said blue in /usr");
});

test("a text waits until the shell is at its prompt, also in a shell within it, and takes the place of what was begun there", async () => {
  const reader = await open();
  reader.type("PS1='$ '; bash --norc\r");
  await reader.see(/bash-\S+[#$] $/);
  reader.type("read -p 'tell me: ' told; echo told $told\r");
  await reader.see("tell me: ");
  await running.holder.begin({ name: "part-1", terminal: "1", text: "echo ty''ped once" });
  await running.holder.begin({ name: "part-2", terminal: "1", text: "echo ty''ped twice" });
  expect((await running.holder.begun()).map(({ waiting }) => waiting)).toEqual([true, true]);
  reader.type("it\r");
  await reader.see(/told it\r\n[^]*typed once\r\n[^]*typed twice\r\n[^]*[#$] $/);
  reader.type("rm -rf /half/of/a/comm");
  await running.holder.begin({ name: "part-3", terminal: "1", text: "echo al''one" });
  await reader.see(/alone\r\n[^]*[#$] $/);
  expect(reader.text).not.toContain("rm: ");
});

test("a terminal that is missing, or whose shell has ended, is opened for it", async () => {
  await running.holder.begin({ name: "part-0", terminal: "1", text: "echo op''ened; exit" });
  const reader = new TerminalReader(await running.holder.attach("1", 0));
  await poll({ name: "the shell's end", timeoutMs: 30_000, intervalMs: 10 }, async () => (await running.holder.terminals())[0]?.exitCode !== undefined);
  await reader.see("opened");
  await running.holder.begin({ name: "part-1", terminal: "1", text: "echo ag''ain" });
  await poll({ name: "another shell", timeoutMs: 30_000, intervalMs: 10 }, async () => (await running.holder.terminals())[0]?.exitCode === undefined);
  const again = new TerminalReader(await running.holder.attach("1", 0));
  await again.see("again");
});

test("logs that cannot be written keep no script from running; nonsense is refused", async () => {
  await using elsewhere = await HolderProcess.start({ logs: "/proc/no/such" });
  await elsewhere.holder.begin({ name: "part-0", terminal: "1", script: "echo x; touch ran" });
  await poll({ name: "the script's file", timeoutMs: 30_000, intervalMs: 10 }, async () => existsSync(join(elsewhere.home, "ran")));
  await expect(running.holder.begin({ name: "Part 0", terminal: "1" })).rejects.toThrow("a name is 1 to 64 of a-z, 0-9 and -");
  await expect(running.holder.begin({ name: "part-9", terminal: "1", script: "x".repeat(300_000) })).rejects.toThrow("the script's size must be within");
});
