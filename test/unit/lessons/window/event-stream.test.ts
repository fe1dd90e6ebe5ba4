import { expect, test } from "vitest";
import { EventStream, type StreamEvent } from "../../../../lessons/window/traffic/event-stream.ts";
import { Lines } from "../../../../lessons/window/lines.ts";

function read(...parts: string[]): { events: StreamEvent[]; lastEventId: string } {
  const events: StreamEvent[] = [];
  const stream = new EventStream((event) => events.push(event));
  for (const part of parts) stream.push(part);
  return { events, lastEventId: stream.lastEventId };
}

const text = 'event: ready\nid: 0\ndata: {}\n\n: a comment\n\nid: 1\ndata: {"text":"a"}\n\ndata: two\ndata:lines\nid: 2,5\n\n';
const events = [
  { type: "ready", data: "{}" },
  { type: "message", data: '{"text":"a"}' },
  { type: "message", data: "two\nlines" },
];

test("events are read, wherever the text is cut", () => {
  expect(read(text)).toEqual({ events, lastEventId: "2,5" });
  expect(read(...text)).toEqual({ events, lastEventId: "2,5" });
  expect(read(text.replaceAll("\n", "\r\n"))).toEqual({ events, lastEventId: "2,5" });
});

test("an id counts when its event is whole; an event without data is none, unless it says ready", () => {
  expect(read("id: 7\ndata: x\n")).toEqual({ events: [], lastEventId: "" });
  expect(read("id: 7\n\nevent: other\n\nevent: ready\n\n")).toEqual({ events: [{ type: "ready", data: "" }], lastEventId: "7" });
  expect(read("id: 7\0\ndata: x\n\nretry: 5\nnonsense\ndata\n\n")).toEqual({ events: [{ type: "message", data: "x" }, { type: "message", data: "" }], lastEventId: "" });
});

test("what a broken connection left half is forgotten, and the last id is kept", () => {
  const found: StreamEvent[] = [];
  const stream = new EventStream((event) => found.push(event));
  stream.push("id: 3\ndata: a\n\nid: 4\nevent: odd\ndata: half");
  stream.reset();
  expect(stream.lastEventId).toBe("3");
  stream.push("data: b\n\n");
  expect(found).toEqual([{ type: "message", data: "a" }, { type: "message", data: "b" }]);
  expect(stream.lastEventId).toBe("3");
});

test("lines come whole out of pieces, and the last one at the end", () => {
  const lines: string[] = [];
  const splitter = new Lines((line) => lines.push(line));
  for (const part of ["a", "b\nc", "\n\n", "d"]) splitter.push(part);
  expect(lines).toEqual(["ab", "c", ""]);
  splitter.end();
  splitter.end();
  expect(lines).toEqual(["ab", "c", "", "d"]);
});

test("a line without end does not fill the memory, and what comes after it is read", () => {
  const lines: number[] = [];
  const cut = new Lines((line) => lines.push(line.length));
  const piece = "x".repeat(700_000);
  for (let n = 0; n < 5; n++) cut.push(piece);
  cut.push(`${piece}\nnext\n`);
  expect(lines.length).toBe(2);
  expect(lines[0]).toBeLessThan(2_000_000);
  expect(lines[1]).toBe("next".length);
});

test("an event without end is refused; after that the next one is read", () => {
  const events: StreamEvent[] = [];
  const stream = new EventStream((event) => events.push(event));
  const endless = () => {
    for (let n = 0; n < 100_000; n++) stream.push("data:\n");
  };
  expect(endless).toThrow("it sent an event of more than 1024 KiB");
  stream.reset();
  stream.push("data: x\n\n");
  expect(events).toEqual([{ type: "message", data: "x" }]);
});
