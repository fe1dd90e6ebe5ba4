import { BadValue } from "../flags/bad-value.ts";
import type { LogField } from "../reports/log-line.ts";
import type { WallTime } from "./wall-clock.ts";

const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/** Of a leap year: a day of the year has no year. */
const daysOfMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** When nothing is terminated. */
export interface QuietTimes {
  weekdays: readonly number[];
  /** Milliseconds since midnight, both ends outside; `from` after `to` spans midnight. */
  periods: readonly { from: number; to: number }[];
  days: readonly { month: number; day: number }[];
}

/** Reads the three lists of excluded times. A word that is no weekday is passed over, as upstream does. Throws {@link BadValue}. */
export function readQuietTimes(texts: { excludedWeekdays: string; excludedTimesOfDay: string; excludedDaysOfYear: string }): QuietTimes {
  return {
    weekdays: words(texts.excludedWeekdays).map((word) => weekdays.findIndex((name) => name.slice(0, 3).toLowerCase() === word.toLowerCase())).filter((number) => number >= 0),
    periods: words(texts.excludedTimesOfDay).map((word) => period(word, texts.excludedTimesOfDay)),
    days: words(texts.excludedDaysOfYear).map((word) => dayOfYear(word, texts.excludedDaysOfYear)),
  };
}

/** Why nothing is terminated at a time: a message with its field for the log; undefined when nothing speaks against it. */
export function quietReason(quiet: QuietTimes, now: WallTime): { message: string; fields: Record<string, LogField> } | undefined {
  if (quiet.weekdays.includes(now.weekday)) return { message: "weekday excluded", fields: { weekday: weekdays[now.weekday] ?? "" } };
  if (quiet.periods.some((one) => includes(one, now.timeOfDay))) return { message: "time of day excluded", fields: { timeOfDay: formatTime(now.timeOfDay) } };
  if (quiet.days.some(({ month, day }) => month === now.month && day === now.day)) return { message: "day of year excluded", fields: { dayOfYear: formatDay(now) } };
  return undefined;
}

/** Quiet times for the log. */
export function quietFields({ weekdays: numbers, days }: QuietTimes, excludedTimesOfDay: string): Record<string, LogField> {
  const names = numbers.map((number) => weekdays[number]);
  return { weekdays: { text: `[${names.join(" ")}]`, json: numbers }, timesOfDay: excludedTimesOfDay, daysOfYear: days.map(formatDay) };
}

function includes({ from, to }: { from: number; to: number }, time: number): boolean {
  if (from < to) return time > from && time < to;
  return from > to ? time > from || time < to : time === from;
}

function period(word: string, all: string): { from: number; to: number } {
  const ends = word.split("-").map((end) => /^(\d{1,2}):(\d\d)$/.exec(end.trim()));
  const times = ends.map((end) => (end && Number(end[1]) < 24 && Number(end[2]) < 60 ? (Number(end[1]) * 60 + Number(end[2])) * 60_000 : undefined));
  const [from, to] = times;
  if (times.length !== 2 || from === undefined || to === undefined) throw new BadValue("failed to parse times of day", { timesOfDay: all, err: `invalid time range '${word}': must be like 22:00-08:00` });
  return { from, to };
}

function dayOfYear(word: string, all: string): { month: number; day: number } {
  const [, name = "", number = ""] = /^([A-Za-z]{3}) ?(\d{1,2})$/.exec(word) ?? [];
  const month = months.findIndex((one) => one.toLowerCase() === name.toLowerCase());
  const day = Number(number);
  if (month < 0 || day < 1 || day > (daysOfMonth[month] ?? 0)) throw new BadValue("failed to parse days of year", { daysOfYear: all, err: `invalid day of the year '${word}': must be like Apr1` });
  return { month: month + 1, day };
}

function words(list: string): string[] {
  return list.split(",").map((word) => word.trim()).filter((word) => word !== "");
}

function formatTime(time: number): string {
  const minutes = Math.floor(time / 60_000);
  return [Math.floor(minutes / 60), minutes % 60].map((number) => String(number).padStart(2, "0")).join(":");
}

function formatDay({ month, day }: { month: number; day: number }): string {
  return `${months[month - 1]}${String(day).padStart(2, " ")}`;
}
