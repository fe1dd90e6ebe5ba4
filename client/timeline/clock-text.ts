/** Minutes and seconds of a window: `1:05`. */
export function clockText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** A duration of some seconds as a number with one digit, two below a second: `3.2`, `0.48`. */
export function secondsText(milliseconds: number): string {
  return (milliseconds / 1_000).toFixed(milliseconds < 1_000 ? 2 : 1);
}
