import { setTimeout as delay } from "node:timers/promises";
import { cursorTo, clearScreenDown } from "node:readline";
import type { Room } from "../../server/operator/room.ts";
import { askServer } from "./ask-server.ts";
import { roomTable } from "./room-table.ts";

/** What `tatami learners` is told. */
export interface LearnersOptions {
  json?: boolean;
  watch?: boolean;
  /** The environment to end, by its six letters. */
  end?: string;
}

/** The server looks as often. */
const everyMs = 5_000;

/** Shows who is in the workshop of a state folder and what they use, once or until the signal; or ends a learner's environment. */
export async function learners(stateDir: string, { json, watch, end }: LearnersOptions, { out, signal }: { out: NodeJS.WriteStream; signal: AbortSignal }): Promise<void> {
  if (end !== undefined) {
    const { nickname } = await askServer<{ nickname: string }>(stateDir, "POST", `/end?environment=${encodeURIComponent(end)}`);
    out.write(`The environment ${end} of ${nickname} has ended. They read so in their page, and can begin again.\n`);
    return;
  }
  for (;;) {
    const room = await askServer<Room>(stateDir, "GET", "/learners");
    if (watch && !json && out.isTTY) {
      cursorTo(out, 0, 0);
      clearScreenDown(out);
    }
    out.write(`${json ? JSON.stringify(room) : roomTable(room)}\n`);
    if (!watch) return;
    await delay(everyMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
  }
}
