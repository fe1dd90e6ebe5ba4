import { expect, test } from "vitest";
import { BadValue } from "../../../../lessons/apps/chaoskube/flags/bad-value.ts";
import { quietFields, quietReason, readQuietTimes } from "../../../../lessons/apps/chaoskube/quiet/quiet-times.ts";
import { openWallClock } from "../../../../lessons/apps/chaoskube/quiet/wall-clock.ts";

const nothing = { excludedWeekdays: "", excludedTimesOfDay: "", excludedDaysOfYear: "" };
const friday = "2026-11-27T15:30:00Z";

test.each([
  ["a Friday", { excludedWeekdays: "Mon,Fri" }, friday, "UTC", "weekday excluded"],
  ["a Friday, in small letters", { excludedWeekdays: " fri " }, friday, "UTC", "weekday excluded"],
  ["another day", { excludedWeekdays: "Sat,Sun" }, friday, "UTC", undefined],
  ["Saturday already in Tokyo", { excludedWeekdays: "Fri" }, friday, "Asia/Tokyo", undefined],
  ["a word that is no weekday", { excludedWeekdays: "Freitag,Fr" }, friday, "UTC", undefined],
  ["inside a period", { excludedTimesOfDay: "11:00-13:00, 15:00-16:00" }, friday, "UTC", "time of day excluded"],
  ["after a period", { excludedTimesOfDay: "11:00-13:00" }, friday, "UTC", undefined],
  ["at the very begin of a period", { excludedTimesOfDay: "15:30-16:00" }, friday, "UTC", undefined],
  ["a second into a period", { excludedTimesOfDay: "15:30-16:00" }, "2026-11-27T15:30:01Z", "UTC", "time of day excluded"],
  ["at the very end of a period", { excludedTimesOfDay: "15:00-15:30" }, friday, "UTC", undefined],
  ["before midnight", { excludedTimesOfDay: "22:00-08:00" }, "2026-11-27T23:30:00Z", "UTC", "time of day excluded"],
  ["after midnight", { excludedTimesOfDay: "22:00-8:00" }, "2026-11-27T00:30:00Z", "UTC", "time of day excluded"],
  ["by day", { excludedTimesOfDay: "22:00-08:00" }, friday, "UTC", undefined],
  ["half past midnight in Tokyo", { excludedTimesOfDay: "22:00-08:00" }, friday, "Asia/Tokyo", "time of day excluded"],
  ["on a day of the year", { excludedDaysOfYear: "Apr1,Nov27" }, friday, "UTC", "day of year excluded"],
  ["on a day with a blank", { excludedDaysOfYear: "nov 27" }, friday, "UTC", "day of year excluded"],
  ["on the next day in Tokyo", { excludedDaysOfYear: "Nov27" }, friday, "Asia/Tokyo", undefined],
  ["on a leap day", { excludedDaysOfYear: "Feb29" }, "2028-02-29T12:00:00Z", "UTC", "day of year excluded"],
  ["no time is excluded", {}, friday, "UTC", undefined],
])("%s", (_name, texts, at, zone, message) => {
  expect(quietReason(readQuietTimes({ ...nothing, ...texts }), openWallClock(zone).read(new Date(at)))?.message).toBe(message);
});

test.each([{ excludedTimesOfDay: "22:00" }, { excludedTimesOfDay: "24:00-01:00" }, { excludedTimesOfDay: "1:5-2:00" }, { excludedTimesOfDay: "1:00-2:00-3:00" }, { excludedDaysOfYear: "Feb30" }, { excludedDaysOfYear: "24Dec" }, { excludedDaysOfYear: "Foo1" }])("%j is refused", (texts) => {
  expect(() => readQuietTimes({ ...nothing, ...texts })).toThrow(BadValue);
});

test("a zone is known by name, or is no zone", () => {
  const winter = new Date(friday);
  expect(openWallClock("UTC").zone(winter)).toEqual({ name: "UTC", offset: 0 });
  expect(openWallClock("").zone(winter)).toEqual({ name: "UTC", offset: 0 });
  expect(openWallClock("Europe/Berlin").zone(winter)).toEqual({ name: "CET", offset: 1 });
  expect(openWallClock("Asia/Tokyo").zone(winter).offset).toBe(9);
  expect(openWallClock("America/St_Johns").zone(winter).offset).toBe(-3);
  expect(openWallClock("Local").read(winter).month).toBe(11);
  expect(() => openWallClock("Mars/Olympus")).toThrow(BadValue);
});

test("the log shows them as upstream's does", () => {
  const quiet = readQuietTimes({ excludedWeekdays: "sat,Sun", excludedTimesOfDay: "22:00-08:00", excludedDaysOfYear: "Apr1,Dec24" });
  expect(quietFields(quiet, "22:00-08:00")).toEqual({ weekdays: { text: "[Saturday Sunday]", json: [6, 0] }, timesOfDay: "22:00-08:00", daysOfYear: ["Apr 1", "Dec24"] });
});
