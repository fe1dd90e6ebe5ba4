/** Aborted by Ctrl-C or a request to end, so that what is at work can end what it started. */
export function untilInterrupted(): AbortSignal {
  const interrupted = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => interrupted.abort(new Error(`ended by ${signal}`)));
  return interrupted.signal;
}
