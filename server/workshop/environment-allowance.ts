import { isOwnAddress } from "../access/caller-address.ts";
import { addressKey, RateLimit } from "../access/rate-limit.ts";
import { Refusal } from "../refusal.ts";

/** Who wants a fresh environment. */
export interface EnvironmentWisher {
  sessionId: string;
  /** Where they are; this machine's own address, by which a proxy may bring everybody, has no limits. */
  address: string | undefined;
  /** Environments that others at this address have, or wait for. */
  others: number;
  /** Most environments at a time, of everybody. */
  capacity: number;
  /** Whether everybody came in by an access code: a class sits behind one address, and may have and wait for as many as it has learners. */
  invited: boolean;
}

/** Nobody who learns needs more; each costs the warm pool one, and the machine a bring-up for everybody. */
const sessionRate = { burst: 5, perSecond: 1 / 120 };
/** A class behind one router begins at once, and goes on to the next lesson at once; leaving and joining again is no way around the rate above. */
const addressRate = { burst: 120, perSecond: 1 / 5 };

/** How many fresh environments a session and an address may have. */
export class EnvironmentAllowance {
  #sessions: RateLimit;
  #addresses: RateLimit;

  constructor({ now }: { now?: () => number } = {}) {
    this.#sessions = new RateLimit({ ...sessionRate, ...(now && { now }) });
    this.#addresses = new RateLimit({ ...addressRate, ...(now && { now }) });
  }

  /** Counts one more. Throws Refusal, with the seconds until it is worth asking again, where one more is too many now; then nothing counts. */
  take({ sessionId, address, others, capacity, invited }: EnvironmentWisher): void {
    const key = addressKey(address);
    const limited = !isOwnAddress(address);
    const most = mostAtAddress(capacity);
    if (limited && !invited && others >= most) throw new Refusal("too-many-at-address", `learners at this address have or wait for ${others} of ${capacity} environments, and it may have ${most}; try again when one of them has left`);
    const seconds = Math.max(this.#sessions.secondsLeft(sessionId), limited ? this.#addresses.secondsLeft(key) : 0);
    if (seconds > 0) throw new Refusal("too-many-environments", `too many fresh environments in a short time; try again in ${seconds} s`, { seconds });
    this.#sessions.take(sessionId);
    if (limited) this.#addresses.take(key);
  }
}

/** All but a tenth, which is nothing where there are few. */
function mostAtAddress(capacity: number): number {
  return capacity - Math.floor(capacity / 10);
}
