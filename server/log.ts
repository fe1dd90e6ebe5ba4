import { type Logger, type LoggerOptions, destination, pino, stdTimeFunctions } from "pino";
import { LogFile } from "./log-file.ts";

/** The server's log: one JSON object a line. Never holds a token, a cookie, an access code or what a terminal shows. */
export type Log = Logger;

/**
 * What the audit log holds, beside the time: who came from where, who was handed what, which checks said what, who used all their CPU for long, and how it ended.
 * These lines are in the server's log as well, among others; here they are alone, and nobody but the server's user may read them.
 */
export const auditedEvents: ReadonlySet<string> = new Set(["join", "join-refused", "resume", "take-back", "hand-out", "check", "solve", "extend", "full-cpu", "give-back", "environment-died", "environment-failed", "leave"]);

/** A log on standard output, or in a file (made with its folder if it is missing); with `auditFile` the {@link auditedEvents} go there too. */
export function createLog(options: { file?: string; level?: string; auditFile?: string } = {}): Log {
  const settings: LoggerOptions = {
    level: options.level ?? "info",
    base: undefined,
    timestamp: stdTimeFunctions.isoTime,
    redact: { paths: ["cookie", "token", "accessCode", "resumeToken", "*.cookie", "*.token", "*.accessCode", "*.resumeToken"], censor: "(hidden)" },
  };
  const audit = options.auditFile === undefined ? undefined : auditLog(options.auditFile, settings);
  const hooks: LoggerOptions["hooks"] = {
    logMethod(args, method) {
      const [facts] = args as unknown[];
      if (audit && auditedEvents.has((facts as { event?: string } | undefined)?.event ?? "")) audit.info(facts);
      method.apply(this, args);
    },
  };
  return pino({ ...settings, hooks }, options.file === undefined ? destination({ dest: 1, sync: true }) : new LogFile(options.file));
}

function auditLog(file: string, settings: LoggerOptions): Logger {
  // Closed to others from its beginning: nicknames and addresses are in it.
  return pino({ ...settings, level: "info" }, new LogFile(file, { mode: 0o600 }));
}
