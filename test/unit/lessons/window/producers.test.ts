import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { poll } from "../../../../clusters/poll.ts";
import { Ledger } from "../../../../lessons/window/history/ledger.ts";
import { Timeline } from "../../../../lessons/window/history/timeline.ts";
import { HolderAgent } from "../../../../lessons/window/traffic/holder-agent.ts";
import { postMessage } from "../../../../lessons/window/traffic/post-message.ts";
import { produce } from "../../../../lessons/window/traffic/producers.ts";
import { directConnect } from "../../../support/direct-connect.ts";

let server: Server | undefined;
afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
});

async function listen(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<number> {
  server = createServer(answer);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

async function post(port: number, { timeoutMs = 10_000, signal = new AbortController().signal, connect = directConnect } = {}): Promise<string> {
  const agent = new HolderAgent(connect);
  try {
    return await postMessage("tatami x 1 1", { agent, target: { port, path: "/m" }, headers: {}, timeoutMs, signal });
  } finally {
    agent.destroy();
  }
}

describe("what became of a message", () => {
  test.each([
    [200, "", "ok"],
    [201, '{"partition":1}', "ok"],
    [204, undefined, "ok"],
    [202, "accepted", "unknown"],
    [302, "", "unknown"],
    [400, "", "failed"],
    [404, '{"outcome":"unknown"}', "failed"],
    [429, "", "failed"],
    [500, '{"outcome":"not-stored"}', "unknown"],
    [502, "", "unknown"],
    [503, '{"error":"away","outcome":"not-stored"}', "failed"],
    [503, '{"error":"away","outcome":"unknown"}', "unknown"],
    [503, "<html>no backend</html>", "unknown"],
    [503, "null", "unknown"],
  ])("%i %s: %s", async (status, body, outcome) => {
    const port = await listen((_, response) => void response.writeHead(status).end(body));
    expect(await post(port)).toBe(outcome);
  });

  test("nobody listens: it failed", async () => {
    const port = await listen(() => undefined);
    server?.close();
    await once(server as Server, "close");
    expect(await post(port)).toBe("failed");
  });

  test("a connection that does not come about in time: nothing was sent, so it failed", async () => {
    const never = { connect: () => new Promise<never>(() => undefined) };
    expect(await post(1, { timeoutMs: 50, connect: never })).toBe("failed");
    const stop = new AbortController();
    const cut = post(1, { connect: never, signal: stop.signal });
    stop.abort();
    expect(await cut).toBe("failed");
    expect(await post(1, { signal: stop.signal })).toBe("failed");
  });

  test("no answer in time, a cut connection, half an answer: nobody knows", async () => {
    const silent = await listen(() => undefined);
    expect(await post(silent, { timeoutMs: 3_000 })).toBe("unknown");
    server?.closeAllConnections();
    const cutting = await listen((request) => void request.socket.destroy());
    expect(await post(cutting)).toBe("unknown");
    const half = await listen((_, response) => {
      response.writeHead(503, { "content-length": 100 });
      response.write('{"outcome":"not-stored"}');
    });
    expect(await post(half, { timeoutMs: 3_000 })).toBe("unknown");
  });

  test("an acknowledgement counts once its head is there, whatever becomes of its body", async () => {
    const port = await listen((_, response) => {
      response.writeHead(201, { "content-length": 100 });
      response.write("{");
    });
    expect(await post(port, { timeoutMs: 3_000 })).toBe("ok");
  });
});

describe("producers", () => {
  interface Seen {
    texts: string[];
    most: number;
    connections: number;
    /** From the first message to the order to stop: longer than asked for on a busy machine. */
    seconds: number;
  }

  async function run({ perSecond, producers, forMs, answerMs = 0, stallMs = 0 }: { perSecond: number; producers: number; forMs: number; answerMs?: number; stallMs?: number }): Promise<Seen & { ledger: Ledger }> {
    const seen: Seen = { texts: [], most: 0, connections: 0, seconds: 0 };
    const inFlight = new Map<string, number>();
    let stalledUntil = 0;
    const port = await listen(async (request, response) => {
      const user = String(request.headers["x-chat-user"]);
      inFlight.set(user, (inFlight.get(user) ?? 0) + 1);
      seen.most = Math.max(seen.most, inFlight.get(user) ?? 0);
      let text = "";
      for await (const part of request) text += String(part);
      seen.texts.push(text);
      await delay(Math.max(answerMs, stalledUntil - performance.now()));
      inFlight.set(user, (inFlight.get(user) ?? 0) - 1);
      response.writeHead(201).end();
    });
    server?.on("connection", () => seen.connections++);
    const ledger = new Ledger();
    const stop = new AbortController();
    const began = performance.now();
    stalledUntil = began + stallMs;
    const producing = produce({
      run: "r",
      send: { port, path: "/m", producers, perSecond },
      holder: directConnect,
      ledger,
      timeline: new Timeline(),
      now: () => performance.now() - began,
      requestMs: 10_000,
      stop: stop.signal,
      signal: new AbortController().signal,
    });
    await poll({ name: "the time to be over", timeoutMs: 60_000, intervalMs: 10 }, async () => performance.now() - began >= forMs);
    seen.seconds = (performance.now() - began) / 1_000;
    stop.abort();
    await producing;
    return { ...seen, ledger };
  }

  test("share the rate, number their messages without a gap, keep one connection each, and get an answer to what is under way", async () => {
    const { texts, most, connections, seconds, ledger } = await run({ perSecond: 100, producers: 4, forMs: 1_500 });
    expect(texts.length).toBeGreaterThan(40);
    expect(texts.length).toBeLessThanOrEqual(seconds * 100 + 8);
    expect({ most, connections }).toEqual({ most: 1, connections: 4 });
    expect(ledger.counts).toEqual({ ok: texts.length, failed: 0, unknown: 0 });
    for (const producer of [1, 2, 3, 4]) {
      const own = texts.filter((text) => text.startsWith(`tatami r ${producer} `));
      expect(own).toEqual(own.map((_, index) => `tatami r ${producer} ${index + 1}`));
      expect(own.length).toBeGreaterThan(0);
    }
  }, 60_000);

  test("wait for a slow sink, and send no more than a second's worth faster after a stall", async () => {
    const slow = await run({ perSecond: 1_000, producers: 2, forMs: 600, answerMs: 100 });
    expect(slow.most).toBe(1);
    expect(slow.texts.length).toBeLessThanOrEqual(2 * (slow.seconds * 10 + 2));
    const stalled = await run({ perSecond: 100, producers: 2, forMs: 3_000, stallMs: 2_500 });
    expect(stalled.texts.length).toBeLessThanOrEqual(2 + 100 + (stalled.seconds - 2.5) * 100 + 8);
  }, 60_000);
});
