import { Refusal } from "../refusal.ts";
import type { RateLimit } from "./rate-limit.ts";

/** Counts one more for this key. Throws {@link Refusal} (`too-many-attempts`, "too many WHAT in a short time", with the seconds until the next) where that is more than the rate allows. */
export function mustTake(rate: RateLimit, key: string, what: string): void {
  // One that has come to be allowed since is not told to wait for 0 s.
  if (!rate.take(key)) throw new Refusal("too-many-attempts", `too many ${what} in a short time`, { seconds: Math.max(1, rate.secondsLeft(key)) });
}
