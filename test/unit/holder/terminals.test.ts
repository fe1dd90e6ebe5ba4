import { once } from "node:events";
import { createHash } from "node:crypto";
import { spawn } from "node:child_process";
import { afterEach, beforeEach, expect, test } from "vitest";
import { HolderError } from "../../../clusters/holder/holder.ts";
import { poll } from "../../../clusters/poll.ts";
import { HolderProcess } from "../../support/holder-process.ts";
import { runs } from "../../support/process-state.ts";
import { TerminalReader } from "../../support/terminal-reader.ts";

const size = { columns: 80, rows: 24 };
let running: HolderProcess;

beforeEach(async () => {
  running = await HolderProcess.start();
});
afterEach(async () => {
  await running[Symbol.asyncDispose]();
});

async function open(name = "main", { holder }: HolderProcess = running): Promise<TerminalReader> {
  await holder.openTerminal(name, size);
  const reader = new TerminalReader(await holder.attach(name, 0));
  await reader.see(/[#$] $/);
  return reader;
}

test("a shell answers, has a clean environment and the size it was given", async () => {
  const reader = await open();
  reader.type("stty size; echo \"[$TERM $COLORTERM $HOME ${SECRET_OF_THE_HOLDER-none}]\"; echo by-name > /dev/stderr\r");
  await reader.see("24 80");
  await reader.see(`[xterm-256color truecolor ${running.home} none]`);
  await reader.see(/\nby-name/);
  reader.attachment.resize({ columns: 100, rows: 30 });
  reader.type("stty size\r");
  await reader.see(/30 100[^]*[#$] $/);
  expect(await running.holder.terminals()).toMatchObject([{ name: "main", size: { columns: 100, rows: 30 }, end: reader.next }]);
});

test("output goes on by byte number: 24 MB over attachments that break off have the SHA-256 of what was printed", async () => {
  // Nobody slows the shell down between two attachments: what it prints then is kept, however long they take.
  await using roomy = await HolderProcess.start({ keptBytes: 64 * 1024 * 1024 });
  const first = await open("main", roomy);
  // `read` waits without a word of its own, so the next byte is the first of what is printed.
  first.type("stty -opost -echo; echo re''ady; read x; seq 3000000\r");
  await first.see("ready\n");
  const from = first.next;
  first.attachment[Symbol.dispose]();
  const expected = createHash("sha256");
  for (let line = 1; line <= 3_000_000; line += 1) expected.update(`${line}\n`);
  let bytes = 0;
  for (let line = 1; line <= 3_000_000; line += 1) bytes += String(line).length + 1;

  const hash = createHash("sha256");
  let next = from;
  let attachments = 0;
  let typed = false;
  const end = from + bytes;
  while (next < end) {
    attachments += 1;
    const attachment = await roomy.holder.attach("main", next);
    expect(attachment.start).toBe(next);
    const stopAt = next + 3_000_000;
    if (!typed) attachment.write(Buffer.from("\n"));
    typed = true;
    await new Promise<void>((resolve) => {
      attachment.onClose(() => resolve());
      attachment.onOutput(({ offset, data }) => {
        expect(offset).toBe(next);
        hash.update(data.subarray(0, Math.max(0, end - next)));
        next += data.length;
        if (next < stopAt && next < end) return;
        attachment[Symbol.dispose]();
        resolve();
      });
    });
  }
  expect(attachments).toBeGreaterThan(5);
  expect(hash.digest("hex")).toBe(expected.digest("hex"));
}, 60_000);

test("what outgrew the ring is a gap that is told, and what is kept is replayed up to `live`", async () => {
  const reader = await open();
  reader.attachment[Symbol.dispose]();
  const { holder } = running;
  const typing = new TerminalReader(await holder.attach("main", reader.next));
  typing.type("seq 1000000; echo all-done\r");
  await typing.see(/\nall-done/, 30_000);
  const end = typing.next;
  const late = await holder.attach("main", 0);
  expect(late.start).toBe(late.live - 2 * 1024 * 1024);
  expect(late.live).toBeGreaterThanOrEqual(end);
  const replay = new TerminalReader(late);
  await replay.when("the whole replay", () => replay.next >= late.live);
  expect(replay.text).toContain("999999");
});

test("a number beyond the end starts from the beginning: it belongs to another terminal", async () => {
  const reader = await open();
  const other = await running.holder.attach("main", reader.next + 1_000);
  expect(other.start).toBe(0);
});

test("a reader that stops makes the program wait, and costs no memory", async () => {
  const reader = await open();
  const slow = new TerminalReader(await running.holder.attach("main", reader.next), { pauseAfter: reader.next + 100_000 });
  reader.attachment[Symbol.dispose]();
  const before = running.memory("VmRSS");
  slow.type("yes 0123456789012345678901234567890123456789\r");
  const stopped = await standsStill();
  expect(stopped).toBeLessThan(slow.next + 2_000_000);
  expect(running.memory("VmHWM") - before).toBeLessThan(16 * 1024);
  slow.attachment.resume();
  slow.type("\u0003");
  await slow.see(/\^C[^]*[#$] $/);
  expect(slow.holes).toBe(0);
}, 60_000);

/** Waits until the terminal's end stays where it is for half a second, and gives it. */
async function standsStill(): Promise<number> {
  let last = -1;
  let since = 0;
  return poll({ name: "the output to stand still", timeoutMs: 15_000, intervalMs: 50 }, async () => {
    const end = (await running.holder.terminals())[0]!.end;
    if (end !== last) {
      last = end;
      since = performance.now();
    }
    return performance.now() - since > 500 && end;
  });
}

test("one slow viewer does not hold the other one up; the slow one is cut off and told of the gap", async () => {
  const fast = await open();
  const attachment = await running.holder.attach("main", fast.next);
  const slow = new TerminalReader(attachment, { pauseAfter: 0 });
  fast.type("seq 1000000; echo all-done\r");
  await fast.see(/\nall-done/, 30_000);
  expect(fast.holes).toBe(0);
  attachment.resume();
  await slow.when("the end of the slow one", () => slow.end !== undefined);
  expect(slow.end).toEqual({ exitCode: undefined });
  expect(slow.holes).toBe(0);
  const again = await running.holder.attach("main", slow.next);
  expect(again.start).toBeGreaterThan(slow.next);
}, 60_000);

test("yes, then Ctrl-C: the prompt comes behind no more than what was on its way", async () => {
  const reader = await open();
  reader.type("yes\r");
  const begin = reader.next;
  await reader.when("2 MB of yes", () => reader.next > begin + 2_000_000);
  const at = reader.next;
  reader.type("\u0003");
  await reader.see(/\^C[^]*[#$] $/);
  expect(reader.next - at).toBeLessThan(1_000_000);
});

test("pasted input of 300 KB arrives whole", async () => {
  const reader = await open();
  reader.type("stty raw -echo; echo re''ady; head -c 300000 | sha256sum; stty sane\r");
  await reader.see("ready");
  const text = Array.from({ length: 300_000 }, (_, index) => "abcdefghij"[index % 10]).join("");
  reader.type(text);
  await reader.see(createHash("sha256").update(text).digest("hex"), 20_000);
}, 60_000);

test("a shell's end is told with its code; opening the terminal again goes on in it", async () => {
  const reader = await open();
  reader.type("exit 7\r");
  await reader.when("the end", () => reader.end !== undefined);
  expect(reader.end).toEqual({ exitCode: 7 });
  expect(await running.holder.terminals()).toMatchObject([{ name: "main", exitCode: 7 }]);
  await running.holder.openTerminal("main", size);
  const again = new TerminalReader(await running.holder.attach("main", reader.next));
  expect(again.next).toBe(reader.next);
  again.type("echo once-$((40 + 2))\r");
  await again.see("once-42");
});

test("closing ends the shell and what runs in it, and forgets the terminal", async () => {
  const reader = await open();
  reader.type("sleep 4321 & echo job-$!.\r");
  await reader.see(/job-\d+\./);
  const pid = Number(/job-(\d+)\./.exec(reader.text)?.[1]);
  await running.holder.closeTerminal("main");
  await reader.when("the end", () => reader.end !== undefined);
  expect(await running.holder.terminals()).toEqual([]);
  await poll({ name: "the end of the background job", timeoutMs: 20_000 }, async () => !runs(pid));
  await expect(running.holder.attach("main", 0)).rejects.toThrow(HolderError);
});

test("shells live on when the program that followed them is killed", async () => {
  const client = spawn(process.execPath, [new URL("../../fixtures/holder-client.ts", import.meta.url).pathname, running.socketPath], { stdio: ["ignore", "pipe", "inherit"] });
  await once(client.stdout, "data");
  client.kill("SIGKILL");
  await once(client, "exit");
  const reader = new TerminalReader(await running.holder.attach("left", 0));
  await reader.see(/tick-\d+/);
  const seen = reader.next;
  await reader.when("more ticks", () => reader.next > seen + 100);
  expect(reader.holes).toBe(0);
});

test("two hundred attachments that come and go leave neither connections nor memory behind", async () => {
  const reader = await open();
  for (let round = 0; round < 200; round += 1) (await running.holder.attach("main", 0))[Symbol.dispose]();
  const files = async () => (await running.holder.runScript({ user: "learner", script: `ls /proc/${running.process.pid}/fd | wc -l`, timeoutMs: 20_000 })).output;
  await poll({ name: "closed connections", timeoutMs: 20_000 }, async () => Number(await files()) < 40);
  reader.type("echo still-$((1 + 1))\r");
  await reader.see("still-2");
}, 60_000);

test("a frozen holder makes callers fail in time, and goes on where it was when it thaws", async () => {
  const reader = await open();
  running.process.kill("SIGSTOP");
  try {
    const { connectHolder } = await import("../../../clusters/holder/connect-holder.ts");
    await expect(connectHolder(running.socketPath, { timeoutMs: 300 }).terminals()).rejects.toThrow("no answer within 0.3 s");
    reader.type("echo thawed-$((2 + 2))\r");
  } finally {
    running.process.kill("SIGCONT");
  }
  await reader.see("thawed-4");
  expect(reader.holes).toBe(0);
});
