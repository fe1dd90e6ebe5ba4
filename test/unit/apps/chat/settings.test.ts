import { expect, test } from "vitest";
import { readSettings } from "../../../../lessons/apps/chat/settings.ts";

test("without a word a message counts as stored when all replicas in sync have it", () => {
  expect(readSettings({})).toMatchObject({ acks: "all", sessions: "redis", port: 8080, lingerMs: 2_000 });
  expect(readSettings({ ACKS: "1" }).acks).toBe("1");
});

test("every mistake is told at once, a misspelt ACKS among them: it must never be taken for another promise", () => {
  expect(() => readSettings({ ACKS: "0", PORT: "http", SESSIONS: "disk", KAFKA_BROKERS: "kafka-0" })).toThrow(/^PORT must.*\nKAFKA_BROKERS must.*\nACKS must be all or 1\nSESSIONS must/);
  for (const acks of ["ALL", "-1", "2", "one"]) expect(() => readSettings({ ACKS: acks })).toThrow("ACKS must be all or 1");
});
