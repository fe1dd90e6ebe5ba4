import { setTimeout as delay } from "node:timers/promises";
import type { Holder } from "../../../clusters/holder/holder.ts";
import type { LessonScript } from "../../lesson.ts";
import { withPrelude } from "../../prelude.ts";
import { Lines } from "../lines.ts";
import { parseWatchLine, type WatchFact } from "./watch-fact.ts";
import { WindowMistake } from "../window-mistake.ts";

/** What {@link watch} needs. */
export interface WatchOptions {
  holder: Pick<Holder, "runScript">;
  script: LessonScript;
  onFact: (fact: WatchFact) => void;
  /** Longest time in milliseconds; the signal ends it sooner. */
  timeoutMs: number;
  signal: AbortSignal;
}

const againMs = 500;

/**
 * Runs an author's watch script until the signal, and again when it ends by itself after it has said something: what it looks at may
 * be away for a while. Throws {@link WindowMistake} for a line that says nothing known, and when it ends before the first one.
 */
export async function watch({ holder, script, onFact, timeoutMs, signal }: WatchOptions): Promise<void> {
  let facts = 0;
  while (!signal.aborted) {
    const stop = new AbortController();
    let mistake: string | undefined;
    const lines = new Lines((line) => {
      if (line.trim() === "" || mistake !== undefined || signal.aborted) return;
      const fact = parseWatchLine(line);
      if (typeof fact === "string") {
        mistake = fact;
        return stop.abort();
      }
      facts++;
      onFact(fact);
    });
    const result = await holder.runScript({
      user: "checker",
      // Standard error is apart: a command that complains for a moment, while what it looks at is away, is no mistake.
      script: withPrelude(`exec 2>/dev/null; ${script.source}`, "checker"),
      env: { LC_ALL: "C.UTF-8" },
      timeoutMs,
      signal: AbortSignal.any([signal, stop.signal]),
      wholeOutput: true,
      onOutput: (text) => lines.push(text),
    });
    if (signal.aborted) return;
    lines.end();
    if (mistake !== undefined) throw new WindowMistake(`${script.file} printed a line that ${mistake}`);
    if (facts === 0) throw new WindowMistake(`${script.file} ended (exit code ${result.exitCode ?? "none"}) before it had printed one line`);
    await delay(againMs, undefined, { signal }).catch(() => undefined);
  }
}
