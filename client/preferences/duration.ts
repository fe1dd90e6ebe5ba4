import { t } from "./language.ts";

/** Hours and minutes in words; below an hour as {@link describeSeconds}. */
export function describeLongTime(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? describeSeconds(seconds) : t("time.hours", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** A rough time in words: seconds below a minute and a half, minutes above. */
export function describeSeconds(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  return whole < 90 ? t("time.seconds", { count: whole }) : t("time.minutes", { count: Math.round(whole / 60) });
}
