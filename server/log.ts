import { type Logger, destination, pino, stdTimeFunctions } from "pino";

/** The server's log: one JSON object a line. Never holds a token, a cookie, an access code or what a terminal shows. */
export type Log = Logger;

/** A log on standard output, or in a file (made with its folder if it is missing). */
export function createLog(options: { file?: string; level?: string } = {}): Log {
  const target = destination({ dest: options.file ?? 1, mkdir: true, sync: true });
  return pino(
    {
      level: options.level ?? "info",
      base: undefined,
      timestamp: stdTimeFunctions.isoTime,
      redact: { paths: ["cookie", "token", "accessCode", "resumeToken", "*.cookie", "*.token", "*.accessCode", "*.resumeToken"], censor: "(hidden)" },
    },
    target,
  );
}
