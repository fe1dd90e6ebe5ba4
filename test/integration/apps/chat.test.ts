import { mkdtemp, readFile, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text as readAll } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { type Broker, fetchV17 } from "@platformatic/kafka";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { Brokers } from "../../../lessons/apps/chat/kafka/brokers.ts";
import { ChatProcess } from "../../support/chat-process.ts";
import { ChatReader } from "../../support/chat-reader.ts";
import { ChildProgram } from "../../support/child-program.ts";
import { KafkaCluster } from "../../support/kafka-cluster.ts";
import { MessageFlow } from "../../support/message-flow.ts";
import { RedisServer } from "../../support/redis-server.ts";

const client = fileURLToPath(new URL("../../../lessons/apps/chat/client/main.ts", import.meta.url));
const chatroom = "/api/topics/chatroom";
const patient = { timeout: 60_000, interval: 50 };

let folder: string;
let kafka: KafkaCluster;
let redis: RedisServer;
let program: string;
let publish: ChatProcess;
let subscribe: ChatProcess;
const others = new AsyncDisposableStack();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tatami-chat-"));
  [kafka, redis, program] = await Promise.all([KafkaCluster.start(folder), RedisServer.start(), ChatProcess.bundle(join(folder, "app"))]);
  await kafka.createTopic("chatroom", { partitions: 12, replicas: 3 });
  [publish, subscribe] = await Promise.all([start("publish"), start("subscribe")]);
});

afterAll(async () => {
  await others.disposeAsync();
  await Promise.all([publish, subscribe, kafka, redis].map((one) => one?.[Symbol.asyncDispose]()));
  await rm(folder, { recursive: true, force: true });
});

async function start(role: "publish" | "subscribe" | "front", env: Record<string, string> = {}): Promise<ChatProcess> {
  const chat = await ChatProcess.start(program, role, { KAFKA_BROKERS: kafka.addresses.join(), REDIS_URL: redis.url, SESSIONS: "redis", ...env });
  // A front is ready when what stands behind it is, and some here have nothing behind them.
  if (role !== "front") await chat.untilReady();
  return chat;
}

function read(url: string): ChatReader {
  return others.use(new ChatReader(url));
}

/** A second server for one test. */
async function another(role: "publish" | "subscribe" | "front", env: Record<string, string> = {}): Promise<ChatProcess> {
  return others.use(await start(role, env));
}

describe("what is sent", () => {
  test("is stored under the sender's key, and handed out as it was", async () => {
    const reader = read(`${subscribe.url}/sse/connect`);
    await vi.waitFor(() => expect(reader.names).toContain("ready"), patient);
    const text = "お茶 🍵\nsecond line";
    const { status, body } = await publish.post(chatroom, text, { "x-chat-user": "User A", "x-message-id": "tea-1" });
    expect({ status, body }).toEqual({ status: 201, body: { topic: "chatroom", partition: expect.any(Number), offset: expect.any(Number), id: "tea-1" } });
    await vi.waitFor(() => expect(reader.messages).toEqual([{ topic: "chatroom", partition: body["partition"], offset: body["offset"], from: "User A", id: "tea-1", text, at: expect.stringMatching(/^20.*Z$/) }]), patient);
    const second = await publish.post(chatroom, "x", { "x-chat-user": "User A" });
    expect(second.body["partition"]).toBe(body["partition"]);
  });

  test.each([
    ["nothing", "", 400, "empty"],
    ["one byte too much", "x".repeat(64 * 1024 + 1), 413, "too-large"],
    ["three megabytes", "x".repeat(3 * 1024 * 1024), 413, "too-large"],
    ["no text", new Uint8Array([0x89, 0x50, 0x4e, 0x47]), 415, "not-text"],
  ])("%s is refused", async (_what, body, status, reason) => {
    expect(await publish.post(chatroom, body)).toMatchObject({ status, body: { reason, outcome: "not-stored", error: expect.stringMatching(/Nothing was stored/) } });
  });

  test("64 KiB are taken", async () => {
    expect(await publish.post(chatroom, "x".repeat(64 * 1024))).toMatchObject({ status: 201 });
  });

  test.each(["nowhere", "..", "a%20b"])("a topic %s is not there", async (topic) => {
    expect(await publish.post(`/api/topics/${topic.replaceAll(".", "%2e")}`, "x")).toMatchObject({ status: 404, body: { reason: expect.stringMatching(/unknown-topic|not-here/) } });
    expect((await subscribe.get(`/sse/connect?topic=${topic}`)).status).toBe(404);
  });

  test("and where is described, with leaders, copies and ends", async () => {
    const { status, body } = await publish.get(chatroom);
    const { partitions } = body as { partitions: { partition: number; leader: number; replicas: number[]; isr: number[]; endOffset: number }[] };
    expect([status, partitions.length, partitions.every(({ leader, replicas, isr }) => replicas.length === 3 && isr.length === 3 && replicas.includes(leader))]).toEqual([200, 12, true]);
    const reader = read(`${subscribe.url}/sse/connect?from=beginning`);
    await vi.waitFor(() => expect(reader.messages.length).toBe(partitions.reduce((sum, { endOffset }) => sum + endOffset, 0)), patient);
  });

  test("a position that is none is refused", async () => {
    expect(await subscribe.get("/sse/connect", { "last-event-id": "here" })).toMatchObject({ status: 400, body: { reason: "bad-position" } });
  });
});

describe("sessions", () => {
  const logIn = (server: ChatProcess, name: unknown) => server.post("/api/sessions", JSON.stringify({ name }));
  const me = (server: ChatProcess, cookie: string) => server.get("/api/sessions/me", { cookie });

  test("in Redis outlive the server that made them", async () => {
    const first = await another("publish");
    const { status, body, cookie } = await logIn(first, "ユーザー A");
    expect({ status, body }).toEqual({ status: 201, body: { name: "ユーザー A", since: expect.any(String) } });
    await first.end("SIGTERM");
    const second = await another("publish");
    expect(await me(second, cookie)).toMatchObject({ status: 200, body: { name: "ユーザー A" } });
    const reader = read(`${subscribe.url}/sse/connect`);
    await vi.waitFor(() => expect(reader.names).toContain("ready"), patient);
    await second.post(chatroom, "still me", { cookie, "x-chat-user": "someone else" });
    await vi.waitFor(() => expect(reader.messages).toEqual([expect.objectContaining({ from: "ユーザー A", text: "still me" })]), patient);
  });

  test("in the server's memory end with it: what is sent then is refused, and says to log in again", async () => {
    const first = await another("publish", { SESSIONS: "memory" });
    const { cookie } = await logIn(first, "User A");
    expect((await first.post(chatroom, "x", { cookie })).status).toBe(201);
    await first.end("SIGTERM");
    const second = await another("publish", { SESSIONS: "memory" });
    expect((await me(second, cookie)).status).toBe(401);
    expect(await second.post(chatroom, "x", { cookie })).toMatchObject({ status: 401, body: { reason: "logged-out", outcome: "not-stored", error: expect.stringMatching(/Log in again/) } });
  });

  test("cannot be known while Redis is away, and are known again when it is back", async () => {
    const own = others.use(await RedisServer.start());
    const server = await another("publish", { REDIS_URL: own.url });
    const { cookie } = await logIn(server, "User A");
    await own.pause();
    expect(await server.post(chatroom, "x", { cookie })).toMatchObject({ status: 503, body: { reason: "sessions-away", outcome: "not-stored" } });
    expect((await server.get("/readyz")).status).toBe(503);
    expect((await server.post(chatroom, "without a session")).status).toBe(201);
    own.goOn();
    await vi.waitFor(async () => expect((await me(server, cookie)).status).toBe(200), patient);
  });

  test.each([["no name", "{}"], ["no JSON", "name=User A"], ["an empty one", '{"name":" "}'], ["null", "null"]])("%s is no log-in", async (_what, body) => {
    expect(await publish.post("/api/sessions", body)).toMatchObject({ status: 400, body: { reason: "bad-name" } });
  });
});

test("in the terminal: who, when, and how many were received; the lines that are piped in are stored before it ends", async () => {
  const chat = (name: string, language: string) => others.use(new ChildProgram(process.execPath, { args: [client, name, "--publish", publish.url, "--subscribe", subscribe.url, "--language", language] }));
  const a = chat("User A", "en");
  await a.says(/Connected to the subscribe server/);
  const b = chat("User B", "ja");
  await b.says(/つながりました/);
  b.write("hello \x1b[2J A\n");
  await a.says(/^\d\d:\d\d:\d\d User B: hello ·\[2J A {3}\(received: 1\)$/m);
  await b.says(/User B \(あなた\): hello/);
  a.write("hello B\n");
  a.closeInput();
  expect(await a.gone()).toBe(0);
  await b.says(/User A: hello B {3}\(received: 2\)/);
});

test("the page comes with what it needs, and reaches both servers by one address", async () => {
  const front = await another("front", { PUBLISH_URL: publish.url, SUBSCRIBE_URL: subscribe.url, VERSION: "7" });
  const page = await fetch(front.url);
  expect(page.headers.get("content-security-policy")).toContain("script-src 'self'");
  const files = [...(await page.text()).matchAll(/(?:href|src)="([\w-]+\.(?:css|js))"/g)].map(([, file]) => file);
  expect(files).toEqual(["chat.css", "chat.js"]);
  for (const file of files) expect((await fetch(`${front.url}/${file}`)).status).toBe(200);
  expect((await fetch(`${front.url}/%2e%2e/main.mjs`)).status).toBe(404);
  expect(await front.get("/about")).toMatchObject({ status: 200, body: { version: "7" } });

  const reader = read(`${front.url}/sse/connect`);
  await vi.waitFor(() => expect(reader.names).toContain("ready"), patient);
  const { cookie } = await front.post("/api/sessions", '{"name":"User A"}');
  expect((await front.post(chatroom, "through the front", { cookie })).status).toBe(201);
  await vi.waitFor(() => expect(reader.messages).toEqual([expect.objectContaining({ from: "User A", text: "through the front" })]), patient);

  const cut = await another("front", { PUBLISH_URL: "http://127.0.0.1:9", SUBSCRIBE_URL: subscribe.url });
  expect(await cut.post(chatroom, "x")).toMatchObject({ status: 503, body: { reason: "server-away", outcome: "not-stored" } });
});

describe("told to stop", () => {
  test("publish is not ready at once, answers what it has begun, and ends with 0", async () => {
    const server = await another("publish", { LINGER: "3" });
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
    socket.write("POST /api/topics/chatroom HTTP/1.1\r\nhost: chat\r\ncontent-length: 5\r\n\r\nhe");
    await vi.waitFor(async () => expect((await server.get("/readyz")).status).toBe(200), patient);
    const gone = server.end("SIGTERM");
    await server.says(/"event":"stopping"/);
    expect((await server.get("/readyz")).status).toBe(503);
    // Past the linger nobody is let in any more: only what is under way keeps it.
    await vi.waitFor(() => expect(fetch(server.url)).rejects.toThrow(), patient);
    expect(server.ended).toBe(false);
    socket.write("llo");
    expect(await readAll(socket)).toMatch(/^HTTP\/1.1 201 [^]*connection: close[^]*"offset":\d+/i);
    expect(await gone).toBe(0);
  });

  test("subscribe ends its streams, and a reader misses nothing by it", async () => {
    const server = await another("subscribe");
    const answer = await fetch(`${server.url}/sse/connect`);
    const gone = server.end("SIGTERM");
    expect(await answer.text()).toContain("event: ready");
    expect(await gone).toBe(0);
  });
});

test("a leader is killed while messages flow: nothing acknowledged is lost, and a reader whose line breaks misses and repeats nothing", async () => {
  const reader = read(`${subscribe.url}/sse/connect`);
  await vi.waitFor(() => expect(reader.names).toContain("ready"), patient);
  const flow = new MessageFlow(publish, chatroom);
  await vi.waitFor(() => expect(flow.acknowledged.size).toBeGreaterThan(200), patient);
  reader.breakOff();
  const { partition } = [...flow.acknowledged.values()].at(-1) as { partition: number };
  const { partitions } = (await publish.get(chatroom)).body as { partitions: { leader: number }[] };
  const leader = partitions[partition]?.leader as number;
  await kafka.endBroker(leader, "SIGKILL");
  const before = new Map(flow.counts);
  reader.comeBack();
  // Every sender gets on, also those whose partition the dead broker led.
  await vi.waitFor(() => expect(flow.gainSince(before)).toBeGreaterThan(50), patient);
  reader.breakOff();
  reader.comeBack();
  kafka.startBroker(leader);
  const after = new Map(flow.counts);
  await vi.waitFor(() => expect(flow.gainSince(after)).toBeGreaterThan(50), patient);
  await flow.stop();

  const ids = () => new Set(reader.messages.map(({ id }) => id));
  await vi.waitFor(() => expect([...flow.acknowledged.keys()].filter((id) => !ids().has(id))).toEqual([]), patient);
  const places = reader.messages.map((message) => `${message.partition}:${message.offset}`);
  expect(new Set(places).size).toBe(places.length);
  expect(ids().size).toBe(reader.messages.length);
  expect(reader.names).not.toContain("gap");
  expect([...ids()].filter((id) => !flow.attempted.has(id))).toEqual([]);
  // Each is where it was said to be, and each sender's messages are in their order.
  for (const { id, partition: where, offset } of reader.messages) if (flow.acknowledged.has(id)) expect({ id, partition: where, offset }).toEqual({ id, ...flow.acknowledged.get(id) });
  for (const sender of flow.counts.keys()) {
    const numbers = reader.messages.filter(({ from }) => from === sender).map(({ text }) => Number(text));
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  }
  expect(flow.strange).toEqual([]);
  for (const server of [publish, subscribe]) expect(await memoryMib(server.pid)).toBeLessThan(80);
});

test("with acks 1 the leader's word is enough, where the others ask for every replica; its batches have no numbers", async () => {
  // The broker that the test before has killed is back when it follows all again.
  await vi.waitFor(async () => expect(((await publish.get(chatroom)).body as { partitions: { isr: number[] }[] }).partitions.filter(({ isr }) => isr.length < 3)).toEqual([]), patient);
  await kafka.createTopic("strict", { partitions: 1, replicas: 3, minInSync: 3 });
  const careless = await another("publish", { ACKS: "1" });
  for (const server of [publish, careless]) expect((await server.post("/api/topics/strict", "while all are there")).status).toBe(201);
  await kafka.endBroker(2, "SIGTERM");
  const refused = await publish.post("/api/topics/strict", "with two of three");
  expect(refused).toMatchObject({ status: 503, body: { reason: "kafka-away", outcome: "not-stored", error: expect.stringMatching(/NOT_ENOUGH_REPLICAS/) } });
  const { status, body } = await careless.post("/api/topics/strict", "with two of three", { "x-message-id": "one" });
  expect({ status, body }).toEqual({ status: 201, body: { topic: "strict", partition: 0, offset: 2, id: "one" } });
  kafka.startBroker(2);
  await vi.waitFor(async () => expect((await publish.post("/api/topics/strict", "all again")).status).toBe(201), patient);

  const brokers = new Brokers({ brokers: kafka.addresses, clientId: "test" });
  others.defer(() => brokers.close());
  const { id, partitions } = await brokers.topic("strict");
  const all = [{ partition: 0, currentLeaderEpoch: -1, fetchOffset: 0n, lastFetchedEpoch: -1, partitionMaxBytes: 1_000_000 }];
  const { responses } = await brokers.ask(brokers.node(partitions[0]?.leader as number) as Broker, fetchV17.api, [1_000, 1, 1_000_000, 0, 0, -1, [{ topicId: id, partitions: all }], [], ""]);
  const numbered = responses[0]?.partitions[0]?.records?.map(({ producerId }) => producerId >= 0n);
  expect(numbered).toEqual([true, false, false, true]);
});

test("all brokers are away: that is said within 10 s and honestly, and both servers go on when they are back", async () => {
  const reader = read(`${subscribe.url}/sse/connect`);
  await vi.waitFor(() => expect(reader.names).toContain("ready"), patient);
  const flow = new MessageFlow(publish, chatroom);
  await vi.waitFor(() => expect(flow.acknowledged.size).toBeGreaterThan(50), patient);
  await Promise.all([0, 1, 2].map((node) => kafka.endBroker(node, "SIGKILL")));
  // What is on its way to a broker that dies at that moment has an outcome that nobody knows, as the flow's messages have; this one is sent after that.
  await vi.waitFor(async () => expect((await publish.get("/readyz")).status).toBe(503), { timeout: 10_000, interval: 50 });
  const [away, ready, live] = await Promise.all([publish.post(chatroom, "to nobody", { "x-message-id": "to-nobody" }), publish.get("/readyz"), publish.get("/livez")]);
  expect(away).toMatchObject({ status: 503, body: { reason: "kafka-away", outcome: "not-stored", error: expect.stringMatching(/not stored/) } });
  expect(away.ms).toBeLessThan(10_000);
  expect([ready.status, live.status]).toEqual([503, 200]);
  await flow.stop();
  expect(flow.strange).toEqual([]);
  expect(flow.slowestMs).toBeLessThan(10_500);

  for (const node of [0, 1, 2]) kafka.startBroker(node);
  await vi.waitFor(async () => expect((await publish.post(chatroom, "again", { "x-message-id": "again" })).status).toBe(201), patient);
  await vi.waitFor(() => expect(reader.messages.map(({ id }) => id)).toContain("again"), patient);
  const received = new Set(reader.messages.map(({ id }) => id));
  expect([...flow.acknowledged.keys()].filter((id) => !received.has(id))).toEqual([]);
  expect([...flow.notStored, "to-nobody"].filter((id) => received.has(id))).toEqual([]);
});

/** What it has for itself alone: Node's program, which all of them share, is not counted. */
async function memoryMib(pid: number): Promise<number> {
  return Number(/^RssAnon:\s+(\d+)/m.exec(await readFile(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
}
