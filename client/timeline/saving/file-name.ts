import type { WindowRecord } from "../../../server/protocol.ts";

/** Name of a file about a window, without its ending: lesson, step and time. */
export function fileName({ lesson, step, openedAt }: Pick<WindowRecord, "lesson" | "step" | "openedAt">): string {
  const time = openedAt.replace(/\.\d+/, "").replaceAll(":", "").replace("T", "-");
  return `tatami-${lesson.replaceAll(/[^\w-]+/g, "-")}-step${step + 1}-${time}`;
}
