import { createHash } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { terminalLimit, terminalWindowBytes } from "../../../server/protocol.ts";
import { HashingScreen } from "../../support/hashing-screen.ts";
import { HolderProcess } from "../../support/holder-process.ts";
import { TerminalServer } from "../../support/terminal-server.ts";

let running: HolderProcess;
let server: TerminalServer;

beforeEach(async () => {
  running = await HolderProcess.start();
  server = await TerminalServer.start(() => running.holder);
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
  await running[Symbol.asyncDispose]();
});

async function open(): Promise<HashingScreen> {
  const screen = new HashingScreen(await server.client());
  await screen.see(/[#$] $/);
  return screen;
}

test("what is typed runs, and a reload shows the same again", async () => {
  const screen = await open();
  expect(screen.line.send("echo one-$((40 + 2))\r")).toBe(true);
  await screen.see(/one-42[^]*[#$] $/);
  const reloaded = await open();
  await reloaded.when("everything again", () => reloaded.line.next === screen.line.next);
  expect(reloaded.text).toBe(screen.text);
});

test("20 MB with a connection that breaks in each of 16 parts: no byte lost or repeated, and nothing typed twice", async () => {
  const screen = await open();
  // Each part is smaller than what a holder keeps while nobody is attached, and waits for one Enter that must come once.
  const part = Buffer.from(Array.from({ length: 200_000 }, (_, index) => `${index + 1}\n`).join(""));
  screen.line.send("stty -opost -echo; echo re''ady; while read x; do seq 200000; done\r");
  await screen.see(/ready\n/);
  let from = screen.bytes;
  for (let count = 1; count <= 16; count += 1) {
    screen.hash = createHash("sha256");
    expect(screen.line.send("\n")).toBe(true);
    await screen.when(`half of part ${count}`, () => screen.bytes - from > part.length / 3);
    for (const socket of server.io.sockets.sockets.values()) socket.conn.close();
    await screen.when(`part ${count}`, () => screen.bytes - from >= part.length && screen.line.state.state === "live");
    expect(screen.hash.digest("hex")).toBe(createHash("sha256").update(part).digest("hex"));
    from += part.length;
  }
  expect(screen.gaps).toEqual([]);
  expect(screen.states.filter(({ state }) => state === "offline").length).toBeGreaterThan(10);
}, 60_000);

test("a client that draws nothing gets one window and not more, and goes on when it draws", async () => {
  const screen = await open();
  const from = screen.line.next;
  screen.hold();
  screen.line.send("seq 500000; echo all-$((1 + 1))\r");
  await screen.when("a full window", () => screen.line.next - from >= terminalWindowBytes);
  const paused = await running.holder.terminals();
  screen.line.send("x");
  // A round trip on the same connection: whatever was under way has come.
  const socket = await server.client();
  await new Promise((resolve) => socket.emit("terminal:close", { terminal: "no-such" }, resolve));
  expect(screen.line.next - from).toBeLessThan(terminalWindowBytes + 3 * 65_536);
  expect(paused[0]!.end).toBeLessThan(3_000_000);
  screen.release();
  await screen.see(/all-2/, 20_000);
}, 60_000);

test("yes and Ctrl-C: the prompt comes behind no more than the window and what was on its way", async () => {
  const screen = await open();
  screen.line.send("yes\r");
  await screen.when("a lot", () => screen.bytes > 3_000_000);
  const at = screen.bytes;
  screen.line.send("\u0003");
  await screen.see(/\^C[^]*[#$] $/);
  expect(screen.bytes - at).toBeLessThan(terminalWindowBytes + 1_000_000);
});

test("nothing is sent while the replay is not drawn, and nothing typed without a line is sent later", async () => {
  const first = await open();
  const socket = await server.client();
  const second = new HashingScreen(socket);
  second.hold();
  await second.when("the replay", () => second.line.next === first.line.next);
  expect(second.line.send("\u001b[?1;2c")).toBe(false);
  second.release();
  expect(second.line.send("echo now-$((1 + 1))\r")).toBe(true);
  await second.see(/now-2/);
  socket.disconnect();
  expect(second.line.send("echo never\r")).toBe(false);
  socket.connect();
  await second.when("the line", () => second.line.state.state === "live");
  second.line.send("echo after-$((1 + 1))\r");
  await second.see(/after-2/);
  expect(second.text).not.toContain("never");
});

test("a server that dies and comes back on the same port: the shell goes on where it was", async () => {
  const screen = await open();
  screen.line.send("for i in $(seq 200); do echo tick-$i; sleep 0.01; done; echo do''ne\r");
  await screen.see(/tick-3\r/);
  const { port } = server;
  await server.io.close();
  await running.holder[Symbol.asyncDispose]();
  const second = await TerminalServer.start(() => running.holder, port);
  try {
    const client = await second.client();
    const resumed = new HashingScreen(client);
    await resumed.see(/done\r/, 15_000);
    for (let tick = 1; tick <= 200; tick += 1) expect(resumed.text).toContain(`tick-${tick}\r`);
  } finally {
    await second[Symbol.asyncDispose]();
  }
});

test("two viewers see the same; who types gets their own size", async () => {
  const one = await server.client();
  const two = await server.client();
  const attach = (socket: typeof one, columns: number) =>
    new Promise((resolve) => socket.emit("terminal:attach", { terminal: "main", from: 0, columns, rows: 24 }, resolve));
  await attach(one, 100);
  await attach(two, 60);
  const width = async () => (await running.holder.terminals())[0]?.size.columns;
  expect(await width()).toBe(60);
  let seen = "";
  two.on("terminal:output", ({ data }) => {
    seen += Buffer.from(data).toString("latin1");
  });
  one.emit("terminal:input", { terminal: "main", data: "stty size\r" });
  const { poll } = await import("../../../clusters/poll.ts");
  await poll({ name: "the typing viewer's size", timeoutMs: 30_000 }, async () => seen.includes("24 100"));
  expect(await width()).toBe(100);
});

test("an ended shell is told; terminals are announced; one too many is refused", async () => {
  const socket = await server.client();
  const names: string[][] = [];
  socket.on("terminals", (list) => void names.push(list));
  const screens = Array.from({ length: terminalLimit + 1 }, (_, index) => index);
  for (const index of screens.slice(0, terminalLimit)) {
    const screen = new HashingScreen(socket, `t${index}`);
    await screen.when("live", () => screen.line.state.state === "live");
  }
  expect(names.at(-1)).toHaveLength(terminalLimit);
  const last = new HashingScreen(socket, "one-more");
  await last.when("the refusal", () => last.line.state.state === "refused");
  expect(last.line.state).toMatchObject({ problem: { code: "terminal-limit" } });
  await new Promise((resolve) => socket.emit("terminal:close", { terminal: "t0" }, resolve));
  expect(names.at(-1)).toHaveLength(terminalLimit - 1);
  last.line.attach();
  await last.see(/[#$] $/);
  last.line.send("exit 5\r");
  await last.when("the end", () => last.line.state.state === "ended");
  expect(last.line.state).toEqual({ state: "ended", exitCode: 5 });
});

test("bad messages get an answer or are dropped, and the server goes on", async () => {
  const socket = await server.client();
  const raw = socket as any;
  const ask = (event: string, request: unknown) => new Promise<{ ok: boolean; problem?: { code: string } }>((resolve) => raw.emit(event, request, resolve));
  for (const request of [null, 7, {}, { terminal: "../x", from: 0, columns: 80, rows: 24 }, { terminal: "main", from: -1, columns: 80, rows: 24 }, { terminal: "main", from: 0, columns: "80", rows: 24 }]) {
    expect((await ask("terminal:attach", request)).problem?.code).toBe("bad-request");
  }
  raw.emit("terminal:attach", { terminal: "main", from: 0, columns: 80, rows: 24 });
  for (const event of ["terminal:input", "terminal:resize", "terminal:ack", "terminal:detach"]) {
    for (const request of [undefined, null, 7, { terminal: 7 }, { terminal: "main", data: { x: 1 }, offset: -1, columns: Number.NaN, rows: 1 }, { terminal: "unknown", data: "x", offset: 1, columns: 80, rows: 24 }]) raw.emit(event, request);
  }
  expect(await ask("terminal:close", {})).toMatchObject({ ok: false });
  const screen = new HashingScreen(socket);
  await screen.see(/[#$] $/);
});

test("without an environment, and with a toolbox that is gone, the problem says so", async () => {
  await using none = await TerminalServer.start(() => undefined);
  const lost = new HashingScreen(await none.client());
  await lost.when("the refusal", () => lost.line.state.state === "refused");
  expect(lost.line.state).toMatchObject({ problem: { code: "environment-missing" } });
  const screen = await open();
  running.process.kill("SIGKILL");
  await screen.when("the refusal", () => screen.line.state.state === "refused");
  expect(screen.line.state).toMatchObject({ problem: { code: "environment-silent" } });
});
