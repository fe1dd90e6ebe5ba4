import { expect, test } from "vitest";
import { poll } from "../../../../clusters/poll.ts";
import { Clicker } from "../../../../lessons/proof/clicker.ts";
import { ProofTerminal } from "../../../../lessons/proof/proof-terminal.ts";
import { waitingForInput } from "../../../../lessons/proof/waiting-for-input.ts";
import { startHostHolder } from "../../../support/host-holder.ts";

const node = (program: string) => `${process.execPath} -e '${program}'`;
const chat = 'require("readline").createInterface({ input: process.stdin, output: process.stdout, terminal: true }).prompt()';

test("a program waits to be typed into when it reads, and when it is woken up by what is typed; not when it takes its time", async () => {
  await using host = await startHostHolder();
  const signal = AbortSignal.timeout(50_000);
  const commands = { 1: "cat", 2: node(chat), 3: "sleep 60", 4: node('for (let n = 0; n < 800; n++) require("fs").openSync("/dev/null"); console.log("open"); setInterval(() => {}, 1_000)') };
  using opened = new DisposableStack();
  const terminals: ProofTerminal[] = [];
  for (const [name, command] of Object.entries(commands)) {
    const terminal = opened.use(await ProofTerminal.open(host.holder, name, signal));
    terminal.run(command);
    terminals.push(terminal);
  }
  const own = async () => [...(await waitingForInput(host.holder, signal))].filter((width) => width > 300 && width < 305).sort();
  await poll({ name: "both to wait", timeoutMs: 30_000, intervalMs: 100, signal }, async () => /^open$/m.test(terminals[3]?.tail ?? "") && (await own()).join() === "301,302");
  expect(await own()).toEqual([301, 302]);
});

test("a program that goes on printing is typed into as soon as it reads", async () => {
  await using host = await startHostHolder();
  using clicker = new Clicker({ holder: host.holder, signal: AbortSignal.timeout(50_000), paceMs: 0 });
  const talkative = 'setInterval(() => console.log("news"), 1_500); setTimeout(() => process.stdin.once("data", (data) => { console.log(`heard ${data}`); process.exit() }), 2_500)';
  const click = { terminal: "1", leaves: false, next: "nothing" } as const;
  const button = { terminal: "T1", machine: false, interrupt: false, enter: true };
  await clicker.click({ ...click, next: "command", button: { ...button, command: node(talkative) } });
  await clicker.click({ ...click, button: { ...button, command: "hello" } });
  await clicker.settle("1", 10_000);
  expect(clicker.fresh).toContain("heard hello");
});
