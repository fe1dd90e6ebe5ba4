import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { afterEach, beforeEach, expect, test } from "vitest";
import { poll } from "../../../clusters/poll.ts";
import { endFlood, type Flood } from "../../../server/connection-flood.ts";

let io: Server;
let url: string;
const floods: Flood[] = [];
/** What reached socket.io. */
let attempts = 0;

beforeEach(async () => {
  const http = createServer().listen(0, "127.0.0.1");
  await once(http, "listening");
  url = `ws://127.0.0.1:${(http.address() as AddressInfo).port}/socket.io/?EIO=4&transport=websocket`;
  io = new Server(http, { transports: ["websocket"], perMessageDeflate: false });
  io.engine.on("connection", (connection) => endFlood(connection, (flood) => floods.push(flood)));
  io.use((_socket, next) => {
    attempts++;
    next(new Error("not joined"));
  });
  floods.length = 0;
  attempts = 0;
});
afterEach(async () => {
  await io.close();
});

/** A connection of somebody who has joined nothing. */
async function opened(): Promise<WebSocket> {
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve, { once: true });
    socket.addEventListener("error", reject, { once: true });
  });
  return socket;
}

async function isClosed(socket: WebSocket): Promise<void> {
  await poll({ name: "the connection to be ended", timeoutMs: 20_000, intervalMs: 10 }, async () => socket.readyState === WebSocket.CLOSED);
}

test("attempts to be let in are ended after a few, with what came in the same piece", async () => {
  const socket = await opened();
  for (let attempt = 0; attempt < 20_000; attempt++) socket.send("40");
  await isClosed(socket);
  expect(floods).toEqual(["attempts"]);
  // As many as are allowed at once, and not one more.
  expect(attempts).toBe(20);
});

test("packets of any kind have a rate, and so have bytes", async () => {
  const [many, large] = [await opened(), await opened()];
  for (let packet = 0; packet < 20_000; packet++) many.send("3");
  await isClosed(many);
  expect(floods).toEqual(["packets"]);
  const piece = `2${"x".repeat(900_000)}`;
  for (let sent = 0; sent < 40; sent++) large.send(piece);
  await isClosed(large);
  expect(floods).toEqual(["packets", "bytes"]);
});

test("what a page sends in a hurry is taken, and its second attempt, too", async () => {
  const socket = await opened();
  const answers: string[] = [];
  socket.addEventListener("message", ({ data }) => void answers.push(String(data)));
  for (let attempt = 0; attempt < 5; attempt++) socket.send("40");
  for (let packet = 0; packet < 4_000; packet++) socket.send("3");
  await poll({ name: "each attempt to be answered", timeoutMs: 20_000, intervalMs: 10 }, async () => answers.filter((answer) => answer.startsWith("44")).length === 5);
  expect([floods, socket.readyState]).toEqual([[], WebSocket.OPEN]);
  socket.close();
});
