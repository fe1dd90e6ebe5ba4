/** How {@link untilInterrupted} ends. */
interface InterruptOptions {
  /** What else may end the same work; a new one when left out. */
  interrupted?: AbortController;
  signals?: readonly NodeJS.Signals[];
}

/**
 * Aborted by Ctrl-C or a request to end, so that what is at work can end what it started; a second Ctrl-C ends the process where it stands.
 * The listener stays: execa, while a program of it runs, ends a process that has no other listener than its own.
 */
export function untilInterrupted({ interrupted = new AbortController(), signals = ["SIGINT", "SIGTERM"] }: InterruptOptions = {}): AbortSignal {
  for (const signal of signals) {
    process.on(signal, () => {
      if (interrupted.signal.aborted && signal === "SIGINT") process.exit(130);
      interrupted.abort(new Error(`ended by ${signal}`));
    });
  }
  return interrupted.signal;
}
