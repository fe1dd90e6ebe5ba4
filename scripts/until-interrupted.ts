/**
 * Aborted by Ctrl-C or a request to end, so that what is at work can end what it started; a second Ctrl-C ends the process where it stands.
 * The listener stays: execa, while a program of it runs, ends a process that has no other listener than its own.
 */
export function untilInterrupted(): AbortSignal {
  const interrupted = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (interrupted.signal.aborted && signal === "SIGINT") process.exit(130);
      interrupted.abort(new Error(`ended by ${signal}`));
    });
  }
  return interrupted.signal;
}
