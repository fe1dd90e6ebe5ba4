import { t } from "./language.ts";

/** A rough time in words: seconds below a minute and a half, minutes above. */
export function describeSeconds(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  return whole < 90 ? t("time.seconds", { count: whole }) : t("time.minutes", { count: Math.round(whole / 60) });
}
