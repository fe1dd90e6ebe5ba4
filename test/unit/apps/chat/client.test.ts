import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { whatBecame } from "../../../../lessons/apps/chat/client/chat-api.ts";
import { EventParser } from "../../../../lessons/apps/chat/client/event-parser.ts";
import { FloodGate } from "../../../../lessons/apps/chat/client/flood-gate.ts";
import { type Line, Outbox, type OutboxNews, type Sent } from "../../../../lessons/apps/chat/client/outbox.ts";
import { SeenIds } from "../../../../lessons/apps/chat/client/seen-ids.ts";
import { visibleText } from "../../../../lessons/apps/chat/client/visible-text.ts";
import { wordsFor } from "../../../../lessons/apps/chat/client/words.ts";

describe("a stream of events", () => {
  const stream = 'retry: 1000\n\nevent: ready\nid: 0.0\ndata: {"topic":"chatroom"}\n\n: here\n\nid: 0.1\ndata: first\ndata:second\n\nid: 0.2\n\ndata: behind\r\n\r\n';
  const events = [
    { name: "ready", id: "0.0", data: '{"topic":"chatroom"}' },
    { name: "message", id: "0.1", data: "first\nsecond" },
    { name: "message", id: "0.2", data: "behind" },
  ];

  test("is taken apart", () => expect(new EventParser().push(stream)).toEqual(events));

  test("also when it comes letter by letter", () => {
    const parser = new EventParser();
    expect([...stream].flatMap((letter) => parser.push(letter))).toEqual(events);
  });

  test("and what never ends is not kept", () => {
    const parser = new EventParser();
    expect(() => parser.push(`data: ${"x".repeat(2 * 1024 * 1024)}`)).toThrow("without an end");
  });
});

describe("lines that are written", () => {
  const outbox = (answers: Sent[]) => {
    const tried: Line[] = [];
    const news = { refused: vi.fn(), waiting: vi.fn(), loggedOut: vi.fn(), caughtUp: vi.fn() } satisfies OutboxNews;
    const box = new Outbox(async (line) => (tried.push(line), answers.shift() ?? { kind: "stored" }), news, { pauseMs: 1 });
    const texts = () => tried.map(({ text }) => text);
    return { box, news, tried, texts };
  };

  test("wait for the log-in, then go in their order", async () => {
    const { box, texts } = outbox([]);
    box.add("one");
    box.add("two");
    expect([box.unsent, texts()]).toEqual([2, []]);
    box.resume();
    await vi.waitFor(() => expect(box.unsent).toBe(0));
    expect(texts()).toEqual(["one", "two"]);
  });

  test("are sent again under the same id until they are stored, and the reason is told once", async () => {
    const later: Sent = { kind: "later", sentence: "Kafka is away", unknown: false };
    const { box, news, tried, texts } = outbox([later, later, later]);
    box.resume();
    box.add("one");
    box.add("two");
    await vi.waitFor(() => expect(news.caughtUp).toHaveBeenCalledTimes(1));
    expect(texts()).toEqual(["one", "one", "one", "one", "two"]);
    expect(new Set(tried.map(({ id }) => id)).size).toBe(2);
    expect(news.waiting).toHaveBeenCalledTimes(1);
  });

  test("are told when they are refused, and do not hold up the next", async () => {
    const { box, news } = outbox([{ kind: "refused", sentence: "too large" }]);
    box.resume();
    box.add("one");
    box.add("two");
    await vi.waitFor(() => expect(box.unsent).toBe(0));
    expect(news.refused).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ text: "one" }), "too large");
  });

  test("are kept when somebody was logged out, and sent after the next log-in", async () => {
    const { box, news, texts } = outbox([{ kind: "logged-out" }]);
    box.resume();
    box.add("one");
    await vi.waitFor(() => expect(news.loggedOut).toHaveBeenCalledWith(1));
    box.add("two");
    expect(news.loggedOut).toHaveBeenLastCalledWith(2);
    box.resume();
    await vi.waitFor(() => expect(box.unsent).toBe(0));
    expect(texts()).toEqual(["one", "one", "two"]);
  });

  test("are not kept without end", () => {
    const { box, news } = outbox([]);
    for (let n = 0; n <= 1_000; n++) box.add(String(n));
    expect([box.unsent, news.refused.mock.calls.length]).toEqual([1_000, 1]);
  });
});

test.each([
  [201, "{}", { kind: "stored" }],
  [401, '{"error":"?","outcome":"not-stored"}', { kind: "logged-out" }],
  [413, '{"error":"too long","outcome":"not-stored"}', { kind: "refused", sentence: "too long" }],
  [404, '{"error":"no topic","outcome":"not-stored"}', { kind: "later", sentence: "no topic", unknown: false }],
  [503, '{"error":"away","outcome":"not-stored"}', { kind: "later", sentence: "away", unknown: false }],
  [503, '{"error":"away","outcome":"unknown"}', { kind: "later", sentence: "away", unknown: true }],
  [502, "<html>", { kind: "later", sentence: "HTTP 502", unknown: true }],
])("an answer %i %s", (status, body, sent) => expect(whatBecame(status, body)).toEqual(sent));

describe("what a terminal shows", () => {
  test("nothing that moves the cursor or changes colours", () => {
    expect(visibleText("a\x1b[2Jb\u202ec\nd\u009be")).toBe("a·[2Jb·c d·e");
    expect(visibleText("日本語 👩‍💻")).toBe("日本語 👩‍💻");
    expect(visibleText("x".repeat(2_000))).toBe(`${"x".repeat(1_000)}…`);
  });

  test("five lines of one sender in a second, and how many more there were", () => {
    const gate = new FloodGate();
    const shown = Array.from({ length: 100 }, () => gate.passes("load")).filter(Boolean);
    expect(shown.length).toBe(5);
    expect(gate.passes("User B")).toBe(true);
    expect(gate.nextSecond()).toEqual([{ from: "load", hidden: 95 }]);
    expect([gate.passes("load"), gate.nextSecond()]).toEqual([true, []]);
  });

  test("a message once, by its id", () => {
    const seen = new SeenIds();
    expect(["a", "b", "a"].map((id) => seen.isNew(id))).toEqual([true, true, false]);
    for (let n = 0; n < 5_000; n++) seen.isNew(String(n));
    expect(seen.isNew("a")).toBe(true);
  });
});

test("the client speaks as it was asked to, else as the page beside it, else as the terminal", async () => {
  const home = await mkdtemp(join(tmpdir(), "tatami-chat-"));
  onTestFinished(() => rm(home, { recursive: true }));
  const speaks = (asked: string | undefined, env: Record<string, string>) => (wordsFor(asked, { HOME: home, ...env }).you === "あなた" ? "ja" : "en");
  expect([speaks(undefined, {}), speaks(undefined, { LANG: "C.UTF-8" }), speaks(undefined, { LANG: "ja_JP.UTF-8" }), speaks("ja", {})]).toEqual(["en", "en", "ja", "ja"]);
  await mkdir(join(home, ".config/tatami"), { recursive: true });
  await writeFile(join(home, ".config/tatami/language"), "ja\n");
  expect([speaks(undefined, { LANG: "C.UTF-8" }), speaks("en", {})]).toEqual(["ja", "en"]);
});
