import { basename } from "node:path";
import { jsonLine, type LogField, type LogLine, textLine } from "./log-line.ts";

/** How the log is written. */
export interface LogOptions {
  format: "text" | "json";
  /** Whether lines of level debug are written, too. */
  debug: boolean;
  /** Whether each line says which place in the program wrote it. */
  caller: boolean;
  write: (text: string) => void;
}

/** The program's log, one line at a time. */
export interface Log {
  debug(message: string, fields?: Record<string, LogField>): void;
  info(message: string, fields?: Record<string, LogField>): void;
  warning(message: string, fields?: Record<string, LogField>): void;
  error(message: string, fields?: Record<string, LogField>): void;
  /** Only says it; ending the program is its caller's. */
  fatal(message: string, fields?: Record<string, LogField>): void;
}

/** Opens a log. */
export function openLog({ format, debug, caller, write }: LogOptions): Log {
  const line = format === "json" ? jsonLine : textLine;
  const at = (level: LogLine["level"]) => (message: string, fields: Record<string, LogField> = {}) => {
    if (level !== "debug" || debug) write(`${line({ at: new Date(), level, message, fields, ...(caller && { caller: placeOfCaller() }) })}\n`);
  };
  return { debug: at("debug"), info: at("info"), warning: at("warning"), error: at("error"), fatal: at("fatal") };
}

/** File and line of the code that called the log: the first line of the stack that is not in this file. */
function placeOfCaller(): string {
  const [, , , line = ""] = (new Error().stack ?? "").split("\n");
  return basename(/\(?([^\s()]+):\d+\)?$/.exec(line)?.[1] ?? "");
}
