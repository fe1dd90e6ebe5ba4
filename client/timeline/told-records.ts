import type { WindowRecord } from "../../server/protocol.ts";

/** The last window of each step, by the step's index. */
export type ToldRecords = Readonly<Record<number, WindowRecord>>;

/** With what was told of a window now. One of a lesson that was just left still ends there, and does not take the place of this lesson's. */
export function withTold(records: ToldRecords, record: WindowRecord, lessonId: string | undefined): ToldRecords {
  return record.lesson === lessonId ? { ...records, [record.step]: record } : records;
}
