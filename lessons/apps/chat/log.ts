/** Writes what happened, as one JSON object a line. Never a message's text, a cookie or a session. */
export type Log = (event: string, facts?: Record<string, unknown>) => void;

/** A log on standard output whose lines all carry `base`. */
export function createLog(base: Record<string, unknown>, write: (line: string) => void = (line) => process.stdout.write(`${line}\n`)): Log {
  return (event, facts) => write(JSON.stringify({ at: new Date().toISOString(), ...base, event, ...facts }));
}
