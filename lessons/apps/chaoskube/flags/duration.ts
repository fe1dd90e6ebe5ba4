import type { LogField } from "../reports/log-line.ts";

/** Milliseconds in each unit that Go's durations know. */
const units: Record<string, number> = { ns: 1e-6, us: 1e-3, "µs": 1e-3, "μs": 1e-3, ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** Reads a duration as Go writes them ("1m30s", "-1s", "1.5h", "0") and gives milliseconds. Throws an Error with Go's words. */
export function parseDuration(text: string): number {
  const [, sign, rest] = /^([-+]?)(.*)$/s.exec(text) as unknown as [string, string, string];
  if (rest === "0") return 0;
  const parts = [...rest.matchAll(/(\d+\.?\d*|\.\d+)([^\d.]*)/gy)];
  const read = parts.reduce((length, [part]) => length + part.length, 0);
  if (parts.length === 0 || read < rest.length) throw new Error(`time: invalid duration "${text}"`);
  const total = parts.reduce((sum, [, number, unit]) => sum + Number(number) * unitOf(unit as string, text), 0);
  return sign === "-" ? -total : total;
}

/** Writes milliseconds as Go writes durations: "10m0s", "1.5s", "300ms", "0s". */
export function formatDuration(milliseconds: number): string {
  const sign = milliseconds < 0 ? "-" : "";
  const nanoseconds = Math.round(Math.abs(milliseconds) * 1e6);
  if (nanoseconds === 0) return "0s";
  if (nanoseconds < 1e3) return `${sign}${nanoseconds}ns`;
  if (nanoseconds < 1e6) return `${sign}${nanoseconds / 1e3}µs`;
  if (nanoseconds < 1e9) return `${sign}${nanoseconds / 1e6}ms`;
  const minutes = Math.floor(nanoseconds / 60e9);
  const seconds = (nanoseconds - minutes * 60e9) / 1e9;
  if (minutes === 0) return `${sign}${seconds}s`;
  return minutes < 60 ? `${sign}${minutes}m${seconds}s` : `${sign}${Math.floor(minutes / 60)}h${minutes % 60}m${seconds}s`;
}

/** A duration in a log line: Go's words as text, nanoseconds in JSON. */
export function durationField(milliseconds: number): LogField {
  return { text: formatDuration(milliseconds), json: Math.round(milliseconds * 1e6) };
}

function unitOf(unit: string, text: string): number {
  if (unit === "") throw new Error(`time: missing unit in duration "${text}"`);
  const milliseconds = units[unit];
  if (milliseconds === undefined) throw new Error(`time: unknown unit "${unit}" in duration "${text}"`);
  return milliseconds;
}
