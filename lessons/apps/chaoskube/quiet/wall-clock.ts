import { BadValue } from "../flags/bad-value.ts";

/** What a clock on the wall of some place says. */
export interface WallTime {
  /** 0 is Sunday. */
  weekday: number;
  /** 1 to 12. */
  month: number;
  day: number;
  /** Milliseconds since midnight, by the clock. */
  timeOfDay: number;
}

/** A clock in a time zone. */
export interface WallClock {
  read(at: Date): WallTime;
  /** Short name of the zone at a time, like UTC or CET, and its whole hours ahead of UTC. */
  zone(at: Date): { name: string; offset: number };
}

/** Opens the clock of a time zone: a name of the tz database, UTC, or Local for this machine's. Throws {@link BadValue}. */
export function openWallClock(timezone: string): WallClock {
  const timeZone = timezone === "Local" ? undefined : timezone || "UTC";
  const format = attempt(timezone, () => new Intl.DateTimeFormat("en-GB", { timeZone, calendar: "gregory", numberingSystem: "latn", hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit", timeZoneName: "short" }));
  const utc = (at: Date) => {
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const number = (type: string) => Number(parts[type]);
    const asIfUtc = new Date(Date.UTC(number("year"), number("month") - 1, number("day"), number("hour"), number("minute"), number("second"), at.getUTCMilliseconds()));
    return { asIfUtc, name: parts["timeZoneName"] ?? "" };
  };
  return {
    read(at) {
      const { asIfUtc } = utc(at);
      return { weekday: asIfUtc.getUTCDay(), month: asIfUtc.getUTCMonth() + 1, day: asIfUtc.getUTCDate(), timeOfDay: asIfUtc.getTime() % 86_400_000 };
    },
    zone(at) {
      const { asIfUtc, name } = utc(at);
      return { name, offset: Math.trunc((asIfUtc.getTime() - at.getTime()) / 3_600_000) };
    },
  };
}

function attempt<T>(timeZone: string, open: () => T): T {
  try {
    return open();
  } catch {
    throw new BadValue("failed to detect time zone", { timeZone, err: `unknown time zone ${timeZone}` });
  }
}
