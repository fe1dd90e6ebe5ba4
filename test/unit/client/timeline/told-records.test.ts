import { expect, test } from "vitest";
import { withTold } from "../../../../client/timeline/told-records.ts";
import type { WindowRecord } from "../../../../server/protocol.ts";

const record = (lesson: string, phase: WindowRecord["phase"]) => ({ lesson, step: 0, phase }) as WindowRecord;

test("what still ends in a lesson that was left does not take the place of this lesson's window", () => {
  const kept = { 0: record("here", "done") };
  expect(withTold(kept, record("left", "interrupted"), "here")).toEqual(kept);
  expect(withTold(kept, record("here", "sending"), "here")).toEqual({ 0: record("here", "sending") });
});
