import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo, Socket as NetSocket } from "node:net";
import { Server } from "socket.io";
import { io as connect } from "socket.io-client";
import { expect, test } from "vitest";
import { endUnread } from "../../../server/unread.ts";

test("a client that takes nothing is ended before much has piled up for it; one that reads gets all of it", async () => {
  const http = createServer().listen(0, "127.0.0.1");
  await once(http, "listening");
  const io = new Server(http, { transports: ["websocket"], perMessageDeflate: false });
  const ended: string[] = [];
  io.on("connection", (socket) => endUnread(socket.conn, () => ended.push(socket.id)));
  const client = async () => {
    const socket = connect(`http://127.0.0.1:${(http.address() as AddressInfo).port}`, { transports: ["websocket"], forceNew: true, reconnection: false });
    await once(socket as never, "connect");
    return socket;
  };
  try {
    const [reader, idler] = [await client(), await client()];
    let read = 0;
    reader.on("piece", (piece: Buffer) => (read += piece.length));
    (idler.io.engine.transport as unknown as { ws: { _socket: NetSocket } }).ws._socket.pause();
    const [idlerId, piece] = [idler.id, Buffer.alloc(1024 * 1024)];
    let sent = 0;
    while (ended.length === 0 && sent < 100) {
      io.emit("piece", piece);
      sent++;
      await expect.poll(() => read, { timeout: 20_000, interval: 5 }).toBe(sent * piece.length);
    }
    expect(ended).toEqual([idlerId]);
    // What the kernel holds comes to this.
    expect(sent * piece.length).toBeLessThan(32 * 1024 * 1024);
    await expect.poll(() => io.engine.clientsCount, { timeout: 20_000 }).toBe(1);
    expect(reader.connected).toBe(true);
    for (const socket of [reader, idler]) socket.disconnect();
  } finally {
    await io.close();
  }
});
