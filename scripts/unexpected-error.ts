import type { Log } from "../server/log.ts";

/** An end in good order takes a few seconds; what nobody expected may have broken that, too. */
const endMs = 30_000;

/**
 * The last line: an error that nobody caught, a rejection included, is written to the log with its stack, and ends this process as a signal
 * does, with exit code 1. It does not go on in a state that nobody knows; learners' environments stay for the next start.
 */
export function endAtUnexpectedError({ log, say, stop }: { log: Log; say: (line: string) => void; stop: AbortController }): void {
  process.on("uncaughtException", (error: unknown, origin) => {
    log.fatal({ event: "unexpected-error", origin, err: error });
    if (stop.signal.aborted) return;
    say(`✖ Ending because of an error that should not be (${error instanceof Error ? error.message : String(error)}).\n  → Start it again: learners find their environments as they were. The log says more: please report it.`);
    process.exitCode = 1;
    setTimeout(() => process.exit(1), endMs).unref();
    stop.abort(error);
  });
}
