import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { networkInterfaces } from "node:os";
import { describe, expect, test } from "vitest";
import { callerAddress } from "../../../server/access/caller-address.ts";
import { closeServer, listen } from "../../../server/listen.ts";
import { createWebServer } from "../../../server/web-server.ts";
import type { ScriptedLearner } from "../../support/scripted-learner.ts";
import { ServerUnderTest } from "../../support/server-under-test.ts";

const noHurry = { requestTimeout: 30_000, headersTimeout: 30_000, keepAliveTimeout: 30_000 };
const request = "GET / HTTP/1.1\r\nHost: tatami\r\n\r\n";

/** An address of this machine that is not its loopback: what connects to it comes from it. */
const outer = Object.values(networkInterfaces()).flat().find((found) => found?.family === "IPv4" && !found.internal)?.address ?? "";

/** Opens a connection and asks; gives it back when it is answered, undefined when it was closed instead. */
async function answered(host: string, port: number): Promise<Socket | undefined> {
  const socket = connect({ host, port }).on("error", () => undefined);
  socket.write(request);
  const data = once(socket, "data").then(() => socket, () => undefined);
  return await Promise.race([data, once(socket, "close").then(() => undefined)]);
}

async function answeredOf(count: number, host: string, port: number): Promise<Socket[]> {
  const open: Socket[] = [];
  // One after the other: which of them are one too many is not chance then.
  for (let n = 0; n < count; n++) {
    const socket = await answered(host, port);
    if (socket) open.push(socket);
  }
  return open;
}

test("an address has so many connections, all have so many, and one that ends makes room; this machine's own are everybody's", async () => {
  const server = createWebServer({ ...noHurry, connections: 6, connectionsPerAddress: 3 }, undefined);
  server.on("request", (_request, response) => response.end("here"));
  const port = await listen(server, { port: 0, host: "0.0.0.0", option: "--port" });
  try {
    const far = await answeredOf(5, outer, port);
    expect(far).toHaveLength(3);
    // One more for all: those that were refused are gone, and count no more.
    const near = await answeredOf(5, "127.0.0.1", port);
    expect(near).toHaveLength(3);
    for (const socket of [far[0], near[0]]) {
      socket?.destroy();
      if (socket) await once(socket, "close");
    }
    await expect.poll(async () => (await answeredOf(1, outer, port)).length, { timeout: 30_000 }).toBe(1);
    expect(await answeredOf(1, outer, port)).toEqual([]);
  } finally {
    await closeServer(server);
  }
});

describe("an answer that nobody takes", () => {
  const answer = Buffer.alloc(32 * 1024 * 1024);

  /** Asks a server that gives up on whoever takes nothing for 400 ms, and answers after `afterMs`. */
  async function asked(afterMs: number): Promise<{ client: Socket; held: Socket } & AsyncDisposable> {
    const server = createWebServer({ ...noHurry, connections: 10, connectionsPerAddress: 10, unreadMs: 400 }, undefined);
    server.on("request", (_request, response) => setTimeout(() => response.end(answer), afterMs));
    const port = await listen(server, { port: 0, host: "127.0.0.1", option: "--port" });
    const taken = once(server, "connection") as Promise<[Socket]>;
    const client = connect({ host: "127.0.0.1", port }).on("error", () => undefined);
    client.pause();
    client.write(request);
    const [held] = await taken;
    return {
      client,
      held,
      [Symbol.asyncDispose]: async () => {
        client.destroy();
        await closeServer(server);
      },
    };
  }

  test("ends its connection, whose client gets no more than was under way", async () => {
    await using connection = await asked(0);
    await once(connection.held, "close");
    let got = 0;
    connection.client.on("data", (data: Buffer) => (got += data.length));
    connection.client.resume();
    await once(connection.client, "close");
    expect(got).toBeGreaterThan(0);
    expect(got).toBeLessThan(answer.length);
  });

  test("is whole for one who waits for it long, and takes it slowly", async () => {
    await using connection = await asked(1_000);
    let got = 0;
    connection.client.on("data", (data: Buffer) => {
      got += data.length;
      connection.client.pause();
      // Steps that are large enough for 32 MiB and come often enough not to pass for none.
      setTimeout(() => connection.client.resume(), 5);
    });
    const began = performance.now();
    connection.client.resume();
    await expect.poll(() => got, { timeout: 30_000 }).toBeGreaterThan(answer.length);
    expect(performance.now() - began).toBeGreaterThan(1_800);
    expect(connection.held.destroyed).toBe(false);
  });
});

test.each([
  ["192.0.2.7", undefined, "192.0.2.7"],
  ["192.0.2.7", "198.51.100.1", "192.0.2.7"],
  ["127.0.0.1", "198.51.100.1", "198.51.100.1"],
  ["::ffff:127.0.0.1", "203.0.113.9, 198.51.100.1", "198.51.100.1"],
  ["::1", "198.51.100.1, 127.0.0.1", "198.51.100.1"],
  ["127.0.0.1", "::1", "::1"],
  ["127.0.0.1", undefined, "127.0.0.1"],
])("a request by %s that was forwarded for %s comes from %s", (remoteAddress, forwarded, caller) => {
  expect(callerAddress({ socket: { remoteAddress }, headers: { "x-forwarded-for": forwarded } })).toBe(caller);
});

test("behind a proxy on this machine, an address has 400 tabs, and another one's first is let in; a tab that is closed makes room", async () => {
  await using running = await ServerUnderTest.start();
  await running.server.opened;
  const learner = running.browser();
  const open: Pick<ScriptedLearner, "socket">[] = [];
  for (let session = 0; session < 25; session++) {
    await learner.join(`Learner ${session}`);
    const tabs = Array.from({ length: 16 }, () => running.browser(learner.cookie));
    await Promise.all(tabs.map((tab) => tab.connect({ forwardedFor: "198.51.100.1" })));
    open.push(...tabs);
  }
  await learner.join("One more");
  const more = (forwardedFor: string) => running.browser(learner.cookie).connect({ forwardedFor });
  await expect(more("198.51.100.1")).rejects.toMatchObject({ data: { code: "too-many-sockets" } });
  await more("198.51.100.2");
  open[0]?.socket.disconnect();
  await expect.poll(async () => await more("198.51.100.1").then(() => "let in", () => "refused"), { timeout: 30_000 }).toBe("let in");
});
