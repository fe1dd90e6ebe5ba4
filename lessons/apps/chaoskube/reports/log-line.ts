/** A value in a log line; where text and JSON differ, both. */
export type LogField = string | number | boolean | readonly string[] | { text: string; json: unknown };

/** One thing to log. */
export interface LogLine {
  at: Date;
  level: "debug" | "info" | "warning" | "error" | "fatal";
  message: string;
  fields: Record<string, LogField>;
  /** Place in the program, as file:line. */
  caller?: string;
}

/** Writes a line as chaoskube's log library does: `time="..." level=info msg="..." key=value`, keys in order. */
export function textLine({ at, level, message, fields, caller }: LogLine): string {
  const pairs: [string, LogField][] = [["time", second(at)], ["level", level], ["msg", message], ...(caller ? [["file", caller] as [string, string]] : []), ...sorted(fields)];
  return pairs.map(([key, value]) => `${key}=${quoted(words(value))}`).join(" ");
}

/** Writes a line as one JSON object, keys in order. */
export function jsonLine({ at, level, message, fields, caller }: LogLine): string {
  const pairs = Object.entries(fields).map(([key, value]) => [key, isPair(value) ? value.json : value] as const);
  return JSON.stringify(Object.fromEntries(sorted({ ...Object.fromEntries(pairs), ...(caller && { file: caller }), level, msg: message, time: second(at) })));
}

function sorted<T>(fields: Record<string, T>): [string, T][] {
  return Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
}

function second(at: Date): string {
  return at.toISOString().replace(/\.\d+Z$/, "Z");
}

function words(value: LogField): string {
  if (isPair(value)) return value.text;
  return Array.isArray(value) ? `[${value.join(" ")}]` : String(value);
}

function isPair(value: LogField): value is { text: string; json: unknown } {
  return typeof value === "object" && "json" in value;
}

function quoted(text: string): string {
  return /^[A-Za-z0-9._/@^+-]*$/.test(text) ? text : JSON.stringify(text);
}
