import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { EventStream } from "../../../../lessons/apps/chat/subscribe/event-stream.ts";

let cleanUp = new DisposableStack();

afterEach(() => {
  vi.restoreAllMocks();
  cleanUp.dispose();
  cleanUp = new DisposableStack();
});

async function streamTo(reader: "reads" | "takes nothing") {
  const opened = Promise.withResolvers<EventStream>();
  const server = createServer((_request, response) => opened.resolve(new EventStream(response))).listen(0, "127.0.0.1");
  await once(server, "listening");
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.on("error", () => undefined);
  cleanUp.defer(() => void (socket.destroy(), server.closeAllConnections(), server.close()));
  let heard = "";
  if (reader === "reads") socket.setEncoding("utf8").on("data", (text: string) => (heard += text));
  socket.write("GET / HTTP/1.1\r\nhost: x\r\n\r\n");
  return { stream: await opened.promise, socket, heard: () => heard };
}

test("an event has its name, its id and its data on lines of their own", async () => {
  const { stream, heard } = await streamTo("reads");
  stream.send({ name: "ready", id: "0.1", data: { a: "b\nc" } });
  stream.send({ id: "0.2", data: 1 });
  await vi.waitFor(() => expect(heard()).toContain("data: 1\n\n"));
  expect(heard()).toContain('event: ready\nid: 0.1\ndata: {"a":"b\\nc"}\n\n');
  expect(heard()).toContain("id: 0.2\ndata: 1\n\n");
  expect(heard()).toMatch(/content-type: text\/event-stream/i);
});

test("a reader that reads is waited for", async () => {
  const { stream, heard } = await streamTo("reads");
  stream.send({ data: "x".repeat(5_000_000) });
  await stream.drained(AbortSignal.timeout(15_000));
  await vi.waitFor(() => expect(heard().length).toBeGreaterThan(5_000_000));
});

test("a reader that takes nothing is cut", async () => {
  const { stream, socket } = await streamTo("takes nothing");
  socket.pause();
  const cut = once(socket, "close");
  const limit = new AbortController();
  vi.spyOn(AbortSignal, "timeout").mockReturnValueOnce(limit.signal);
  stream.send({ data: "x".repeat(20_000_000) });
  const waiting = stream.drained(new AbortController().signal);
  limit.abort();
  await expect(waiting).rejects.toThrow();
  socket.resume();
  await cut;
});
