import { Refusal } from "../refusal.ts";
import { AddressRate } from "./address-rate.ts";
import { addressKey, RateLimit } from "./rate-limit.ts";
import { sameText } from "./seal.ts";

/** Lets learners in: asks for the access code, and slows down whoever guesses codes or resume links. A whole class may come from one address. */
export class Door {
  #accessCode: string | undefined;
  #onMistake: (address: string, error: unknown) => void;
  #entries = new AddressRate({ burst: 200, perSecond: 2 });
  #mistakes = new AddressRate({ burst: 20, perSecond: 1 / 6 });
  #resumes = new RateLimit({ burst: 20, perSecond: 1 / 6 });

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
    if (this.#accessCode === undefined) return this.#count(address);
    if (!accessCode) throw new Refusal("access-code-missing", "this workshop asks for an access code; its host tells it");
    this.#attempt(address, () => {
      if (!sameText(accessCode, this.#accessCode!)) throw new Refusal("access-code-wrong", "this is not the access code of this workshop");
    });
    this.#count(address);
  }

  /** Runs `find`; what it refuses counts as a guess, and what it finds has a rate of its own, wherever it is asked for. Coming in so counts as joining: many links would be a way around. Throws Refusal. */
  resume<T extends { id: string }>(address: string | undefined, find: () => T): T {
    const session = this.#attempt(address, find);
    const { id } = session;
    if (!this.#resumes.take(id)) {
      const seconds = this.#resumes.secondsLeft(id);
      throw new Refusal("too-many-attempts", `this link was opened too often in a short time; try again in ${seconds} s`, { seconds });
    }
    this.#count(address);
    return session;
  }

  #attempt<T>(address: string | undefined, work: () => T): T {
    // Also a right answer is refused then: otherwise guessing would go on as fast as before.
    if (!this.#mistakes.allows(address)) throw tooMany(this.#mistakes.secondsLeft(address));
    try {
      return work();
    } catch (error) {
      this.#mistakes.take(address);
      this.#onMistake(addressKey(address), error);
      throw error;
    }
  }

  #count(address: string | undefined): void {
    if (!this.#entries.take(address)) throw tooMany(this.#entries.secondsLeft(address));
  }
}

function tooMany(seconds: number): Refusal {
  return new Refusal("too-many-attempts", `too many attempts from this address; try again in ${seconds} s`, { seconds });
}
