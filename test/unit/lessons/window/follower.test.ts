import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { poll } from "../../../../clusters/poll.ts";
import { messageKey } from "../../../../lessons/window/history/message.ts";
import { Follower } from "../../../../lessons/window/traffic/follower.ts";
import { directConnect } from "../../../support/direct-connect.ts";

let server: Server | undefined;
const stop = { current: new AbortController() };
afterEach(async () => {
  stop.current.abort();
  stop.current = new AbortController();
  server?.closeAllConnections();
  server?.close();
});

interface Opened {
  response: ServerResponse;
  lastEventId: string | undefined;
}

/** A server that remembers each stream that was opened, and what it was asked for. */
async function listen(status = 200): Promise<{ port: number; opened: Opened[] }> {
  const opened: Opened[] = [];
  server = createServer((request, response) => {
    response.writeHead(status, { "content-type": "text/event-stream" });
    response.flushHeaders();
    opened.push({ response, lastEventId: request.headers["last-event-id"] as string | undefined });
    if (status !== 200) response.end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { port: (server.address() as AddressInfo).port, opened };
}

function follow(port: number, connect = directConnect): { follower: Follower; count: () => number } {
  let received = 0;
  const follower = new Follower({ run: "r", target: { port, path: "/s" }, holder: connect, onReceived: () => received++, signal: stop.current.signal });
  return { follower, count: () => received };
}

const wait = <T>(name: string, look: () => T | undefined | false) => poll({ name, timeoutMs: 20_000, intervalMs: 10 }, async () => look());

test("it is ready at the stream's word; messages of this run count once, as text or as JSON, cut anywhere", async () => {
  const { port, opened } = await listen();
  const { follower, count } = follow(port);
  expect(follower.trouble).toBe("it has not answered yet");
  const { response } = await wait("the stream", () => opened[0]);
  response.write("event: ready\nid: 5\ndata: {}\n\n");
  await follower.ready;
  expect(follower.trouble).toBeUndefined();
  for (const part of ["id: 6\ndata: tatami r 1 1\n\nid: 7\nda", 'ta: {"text":"tatami r 2 ', '1"}\n\ndata: {"text":"tatami r 2 1"}\n\n']) response.write(part);
  for (const other of ["hello", "tatami other 1 2", "tatami r x y", '{"text":5}', "{broken", '{"text":"tatami r 1 2"} trailing']) response.write(`data: ${other}\n\n`);
  response.write("event: note\ndata: tatami r 1 3\n\nid: 9\ndata: tatami r 1 4\n\n");
  await wait("the last message", () => count() === 3);
  expect([...follower.received].toSorted()).toEqual([messageKey({ producer: 1, sequence: 1 }), messageKey({ producer: 2, sequence: 1 }), messageKey({ producer: 1, sequence: 4 })].toSorted());
  expect(opened[0]?.lastEventId).toBeUndefined();
});

test("a stream that breaks is taken up again after its last event, half an event forgotten", async () => {
  const { port, opened } = await listen();
  const { follower, count } = follow(port);
  const first = await wait("the stream", () => opened[0]);
  first.response.write("event: ready\nid: 5\ndata: {}\n\nid: 6,1\ndata: tatami r 1 1\n\nid: 7,1\ndata: tatami r");
  await wait("the message", () => count() === 1);
  first.response.destroy();
  const second = await wait("the stream again", () => opened[1]);
  expect(second.lastEventId).toBe("6,1");
  second.response.write("data: tatami r 1 2\n\n");
  await wait("the next message", () => count() === 2);
  second.response.end();
  await wait("the stream a third time", () => opened[2]);
  await wait("no trouble", () => follower.trouble === undefined);
});

test("it says why there is no stream", async () => {
  const { port } = await listen(401);
  const { follower } = follow(port);
  await wait("its trouble", () => follower.trouble === "it answered 401 at /s");
  server?.closeAllConnections();
  server?.close();
  await wait("another trouble", () => /ECONNREFUSED/.test(follower.trouble ?? ""));
});

test("it ends at once, also while its connection does not come about", async () => {
  const { follower } = follow(1, { connect: () => new Promise<never>(() => undefined) });
  const began = performance.now();
  stop.current.abort();
  await follower.ended();
  expect(performance.now() - began).toBeLessThan(20_000);
});
