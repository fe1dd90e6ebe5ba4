import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connectHolder } from "../../../clusters/holder/connect-holder.ts";
import type { Holder } from "../../../clusters/holder/holder.ts";
import { frame, frameKind, line, note } from "../../../clusters/holder/wire.ts";

/** What a learner who is root in their toolbox puts in the place of its holder. */
let evil: Server;
let answering: (socket: Socket) => unknown;
const connections = new Set<Socket>();
let folder: string;
let holder: Holder;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tatami-hostile-"));
  // Nothing of a request is read before its end, which resets the connection under whoever sent it.
  evil = createServer({ pauseOnConnect: true }, (socket) => {
    socket.on("error", () => undefined);
    connections.add(socket);
    answering(socket);
  });
  evil.listen(join(folder, "evil.sock"));
  await once(evil, "listening");
  holder = connectHolder(join(folder, "evil.sock"));
});
afterAll(async () => {
  // Those that nobody reads from do not notice their end.
  for (const socket of connections) socket.destroy();
  await new Promise((resolve) => evil.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

const version = "0".repeat(64);
const uses: [name: string, answer: object, use: () => Promise<unknown>][] = [
  ["read", { found: "file", version, bytes: 100 }, () => holder.readFile("x")],
  ["read of nothing", { found: "file", version, bytes: 0 }, () => holder.readFile("x")],
  ["save", { saved: true, version }, () => holder.saveFile("x", Buffer.alloc(100_000), "new")],
  ["files", { paths: [] }, () => holder.listFiles()],
  ["list", { terminals: [] }, () => holder.terminals()],
  ["open", {}, () => holder.openTerminal("1", { columns: 80, rows: 24 })],
  ["begin", { first: true }, () => holder.begin({ name: "x", terminal: "1", script: "x".repeat(100_000) })],
  ["script", {}, () => holder.runScript({ user: "learner", script: "x".repeat(100_000), timeoutMs: 5_000 })],
  ["connect", {}, async () => {
    const tunnel = await holder.connect(80);
    await new Promise((resolve) => tunnel.resume().once("close", resolve));
  }],
  ["attach", { start: 0, live: 0 }, async () => {
    const attachment = await holder.attach("1", 0);
    attachment.onOutput(() => undefined);
    await new Promise((resolve) => attachment.onClose(resolve));
  }],
];

test.each(uses)("%s: a connection that is reset behind its answer, or before, ends that use and nothing else", async (_name, answer, use) => {
  for (const said of [line({ ok: true, ...answer }), Buffer.from("{"), undefined]) {
    answering = async (socket) => {
      // The request is there, unread, a few turns after the connection: both ends are in this process.
      await turns();
      if (said) socket.write(said);
      await turns();
      socket.destroy();
    };
    await use().catch((error: Error) => expect(error.name).toBe("HolderError"));
    await turns();
  }
});

async function turns(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await nextTurn();
}

const floods: [name: string, piece: Buffer, reason: RegExp][] = [
  ["output", frame(frameKind.bytes, Buffer.alloc(60_000, "x")), /it sent more output than a script may have/],
  ["empty frames", Buffer.alloc(60_000), /a frame of kind 0 and 0 bytes/],
];

test.each(floods)("a script whose holder sends %s without end is given up at once, and hands on no more than it may", async (_name, piece, reason) => {
  let passedOn = 0;
  let sent = 0;
  answering = (socket) => {
    socket.write(line({ ok: true }));
    const more = (): void => {
      while (!socket.destroyed && sent < 1e9) {
        sent += piece.length;
        if (!socket.write(piece)) return void socket.once("drain", more);
      }
    };
    more();
  };
  await expect(holder.runScript({ user: "learner", script: "true", timeoutMs: 60_000, onOutput: (text) => (passedOn += text.length) })).rejects.toThrow(reason);
  expect(passedOn).toBeLessThanOrEqual(64 * 1024);
  expect(sent).toBeLessThan(10_000_000);
});

test("a holder that tells the end over and over is heard once", async () => {
  answering = (socket) => socket.write(Buffer.concat([line({ ok: true }), ...Array.from({ length: 1_000 }, () => note({ exitCode: 3, timedOut: false, truncated: false }))]));
  expect(await holder.runScript({ user: "learner", script: "true", timeoutMs: 60_000 })).toMatchObject({ exitCode: 3, output: "" });
  answering = (socket) => socket.write(Buffer.concat([line({ ok: true, start: 0, live: 0 }), ...Array.from({ length: 1_000 }, () => note({ exitCode: 3 }))]));
  using attachment = await holder.attach("1", 0);
  attachment.onOutput(() => undefined);
  expect(await new Promise((resolve) => attachment.onClose(resolve))).toEqual({ exitCode: 3 });
});
