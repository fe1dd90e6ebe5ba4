import { expect, test } from "vitest";
import { jsonLine, type LogLine, textLine } from "../../../../lessons/apps/chaoskube/reports/log-line.ts";
import { openLog } from "../../../../lessons/apps/chaoskube/reports/log.ts";

const line: LogLine = { at: new Date("2026-11-24T03:04:05.678Z"), level: "info", message: "terminating pod", fields: { namespace: "kafka", name: "kafka-0" } };

test("text is what chaoskube's log library writes", () => {
  expect(textLine(line)).toBe('time="2026-11-24T03:04:05Z" level=info msg="terminating pod" name=kafka-0 namespace=kafka');
  expect(textLine({ ...line, message: "x", fields: { labels: "app=kafka", empty: "", list: ["Apr 1"], none: [], number: 3, off: false, pair: { text: "10m0s", json: 6e11 } } })).toBe(
    'time="2026-11-24T03:04:05Z" level=info msg=x empty= labels="app=kafka" list="[Apr 1]" none="[]" number=3 off=false pair=10m0s',
  );
});

test("JSON is one object, keys in order", () => {
  expect(jsonLine({ ...line, fields: { ...line.fields, interval: { text: "10m0s", json: 6e11 } } })).toBe('{"interval":600000000000,"level":"info","msg":"terminating pod","name":"kafka-0","namespace":"kafka","time":"2026-11-24T03:04:05Z"}');
});

test("the log leaves debug lines out unless asked, and names the caller if asked", () => {
  const written: string[] = [];
  const write = (text: string) => written.push(text);
  const quiet = openLog({ format: "text", debug: false, caller: false, write });
  quiet.debug("sleeping...");
  quiet.warning("failed", { err: "no right" });
  expect(written).toEqual([expect.stringMatching(/^time="[^"]+" level=warning msg=failed err="no right"\n$/)]);
  openLog({ format: "json", debug: true, caller: true, write }).debug("sleeping...");
  expect(JSON.parse(written[1] ?? "")).toMatchObject({ level: "debug", msg: "sleeping...", file: expect.stringMatching(/^log-line\.test\.ts:\d+$/) });
});
