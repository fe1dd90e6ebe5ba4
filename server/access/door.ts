import { Refusal } from "../refusal.ts";
import { addressKey, RateLimit } from "./rate-limit.ts";
import { sameText } from "./seal.ts";

/** Lets learners in: asks for the access code, and slows down whoever guesses codes or resume links. A whole class may come from one address. */
export class Door {
  #accessCode: string | undefined;
  #onMistake: (address: string, error: unknown) => void;
  #entries = new RateLimit({ burst: 200, perSecond: 2 });
  #mistakes = new RateLimit({ burst: 20, perSecond: 1 / 6 });

  /** `onMistake` hears of every wrong code and link, with the address (of IPv6 the network) that it came from. */
  constructor(accessCode: string | undefined, onMistake: (address: string, error: unknown) => void = () => undefined) {
    this.#accessCode = accessCode;
    this.#onMistake = onMistake;
  }

  /** True when joining asks for an access code. */
  get needsAccessCode(): boolean {
    return this.#accessCode !== undefined;
  }

  /** Throws Refusal unless the caller may join. */
  enter(address: string | undefined, accessCode: string | undefined): void {
    const key = addressKey(address);
    if (this.#accessCode === undefined) return this.#count(key);
    if (!accessCode) throw new Refusal("access-code-missing", "this workshop asks for an access code; its host tells it");
    this.#attempt(key, () => {
      if (!sameText(accessCode, this.#accessCode!)) throw new Refusal("access-code-wrong", "this is not the access code of this workshop");
    });
    this.#count(key);
  }

  /** Runs `find`; what it refuses counts as a guess. Throws Refusal. */
  resume<T>(address: string | undefined, find: () => T): T {
    return this.#attempt(addressKey(address), find);
  }

  #attempt<T>(key: string, work: () => T): T {
    // Also a right answer is refused then: otherwise guessing would go on as fast as before.
    if (!this.#mistakes.allows(key)) throw tooMany(this.#mistakes.secondsLeft(key));
    try {
      return work();
    } catch (error) {
      this.#mistakes.take(key);
      this.#onMistake(key, error);
      throw error;
    }
  }

  #count(key: string): void {
    if (!this.#entries.take(key)) throw tooMany(this.#entries.secondsLeft(key));
  }
}

function tooMany(seconds: number): Refusal {
  return new Refusal("too-many-attempts", `too many attempts from this address; try again in ${seconds} s`, { seconds });
}
