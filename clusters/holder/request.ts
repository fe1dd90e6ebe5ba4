import { editLimit, type TerminalSize } from "./holder.ts";

/** What a connection asks for in its first line. */
export type HolderRequest =
  | { do: "open"; name: string; size: TerminalSize }
  | { do: "list" }
  | { do: "close"; name: string }
  | { do: "attach"; name: string; from: number }
  /** The script's bytes follow the line. */
  | { do: "script"; user: "learner" | "checker"; env: Record<string, string>; timeoutMs: number; wholeOutput: boolean; bytes: number }
  /** The script's bytes follow the line, and then the text's. */
  | { do: "begin"; name: string; terminal: string; script: number; text: number }
  | { do: "begun" }
  | { do: "connect"; port: number }
  /** The file's bytes follow the line. */
  | { do: "write"; path: string; mode: number; bytes: number }
  | { do: "read"; path: string }
  /** The file's bytes follow the line. */
  | { do: "save"; path: string; version: string; bytes: number }
  | { do: "files" };

/** Longest script. */
export const scriptLimit = 256 * 1024;

/** Output of a script that is kept, in bytes. */
export const outputLimit = 64 * 1024;

/** Largest file that `writeFile` takes. */
export const fileLimit = 8 * 1024 * 1024;

/** Checks everything about a request; throws an Error that says what is wrong. */
export function parseRequest(value: unknown): HolderRequest {
  const given = object(value, "the request");
  switch (given.do) {
    case "open":
      return { do: "open", name: name(given.name), size: clampSize(given.size) };
    case "list":
      return { do: "list" };
    case "close":
      return { do: "close", name: name(given.name) };
    case "attach":
      return { do: "attach", name: name(given.name), from: integer(given.from, 0, Number.MAX_SAFE_INTEGER, "from") };
    case "script":
      if (given.user !== "learner" && given.user !== "checker") throw new Error("user must be learner or checker");
      return {
        do: "script",
        user: given.user,
        env: variables(given.env),
        timeoutMs: integer(given.timeoutMs, 1, 86_400_000, "timeoutMs"),
        wholeOutput: given.wholeOutput === true,
        bytes: integer(given.bytes, 0, scriptLimit, "the script's size"),
      };
    case "begin":
      return {
        do: "begin",
        name: word(given.name),
        terminal: name(given.terminal),
        script: integer(given.script, 0, scriptLimit, "the script's size"),
        text: integer(given.text, 0, scriptLimit, "the text's size"),
      };
    case "begun":
      return { do: "begun" };
    case "connect":
      return { do: "connect", port: integer(given.port, 1, 65_535, "port") };
    case "write":
      return {
        do: "write",
        path: text(given.path, "path"),
        mode: integer(given.mode, 0, 0o777, "mode"),
        bytes: integer(given.bytes, 0, fileLimit, "the file's size"),
      };
    case "read":
      return { do: "read", path: path(given.path) };
    case "save":
      if (typeof given.version !== "string" || !/^(?:new|[0-9a-f]{64})$/.test(given.version)) throw new Error("version must be one that was read, or new");
      return { do: "save", path: path(given.path), version: given.version, bytes: integer(given.bytes, 0, editLimit, "the file's size") };
    case "files":
      return { do: "files" };
    default:
      throw new Error(`nobody knows how to ${String(given.do)}`);
  }
}

/** A size within 2..500 columns and 1..300 rows; throws when it is no size at all. */
export function clampSize(value: unknown): TerminalSize {
  const { columns, rows } = object(value, "size");
  return { columns: clamp(columns, 2, 500, "columns"), rows: clamp(rows, 1, 300, "rows") };
}

function clamp(value: unknown, low: number, high: number, what: string): number {
  if (typeof value !== "number" || !Number.isFinite(value)) throw new Error(`${what} must be a number`);
  return Math.min(high, Math.max(low, Math.trunc(value)));
}

function object(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error(`${what} must be an object`);
  return value as Record<string, unknown>;
}

function integer(value: unknown, low: number, high: number, what: string): number {
  if (!Number.isInteger(value) || (value as number) < low || (value as number) > high) throw new Error(`${what} must be within ${low} and ${high}`);
  return value as number;
}

function text(value: unknown, what: string): string {
  if (typeof value !== "string" || value === "" || value.includes("\0")) throw new Error(`${what} must be text`);
  return value;
}

/** Linux knows no longer path. */
function path(value: unknown): string {
  const given = text(value, "path");
  if (Buffer.byteLength(given) > 4_000) throw new Error("the path is longer than 4000 bytes");
  return given;
}

function word(value: unknown): string {
  if (typeof value !== "string" || !/^[a-z0-9-]{1,64}$/.test(value)) throw new Error("a name is 1 to 64 of a-z, 0-9 and -");
  return value;
}

function name(value: unknown): string {
  if (typeof value !== "string" || !/^[a-z0-9][a-z0-9-]{0,31}$/.test(value)) throw new Error("a terminal's name is 1 to 32 of a-z, 0-9 and -");
  return value;
}

function variables(value: unknown): Record<string, string> {
  const given = object(value, "env");
  for (const [key, content] of Object.entries(given)) {
    if (!/^[A-Z_][A-Z0-9_]*$/.test(key)) throw new Error(`${key} is no name for a variable: A-Z, 0-9 and _`);
    if (typeof content !== "string" || content.includes("\0")) throw new Error(`the variable ${key} must be text`);
  }
  return given as Record<string, string>;
}
