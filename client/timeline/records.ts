import { signal } from "@preact/signals";
import type { WindowRecord } from "../../server/protocol.ts";
import { socket } from "../connection.ts";
import { session } from "../session.ts";
import { type ToldRecords, withTold } from "./told-records.ts";

/** The last window of each step of the lesson at hand, by the step's index. */
const records = signal<ToldRecords>({});

/** The window of a step, as it was told last; undefined where there has been none. */
export function recordOf(step: number): WindowRecord | undefined {
  const record = records.value[step];
  return record && record.lesson === session.value?.lessonId ? record : undefined;
}

/** True while a window has not come to its end. */
export function isRunning(record: WindowRecord | undefined): boolean {
  return record !== undefined && record.phase !== "done" && record.phase !== "interrupted";
}

socket.on("window:records", (told) => (records.value = Object.fromEntries(told.map((record) => [record.step, record]))));
socket.on("window:record", (record) => (records.value = withTold(records.peek(), record, session.peek()?.lessonId)));
