import { addressKey } from "./rate-limit.ts";

/** So many places for each address at a time. */
export class AddressPlaces {
  readonly #most: number;
  readonly #taken = new Map<string, number>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Takes a place, which disposing gives back; undefined when the address (of IPv6 the network) has all of its own. */
  take(address: string | undefined): Disposable | undefined {
    const key = addressKey(address);
    const taken = this.#taken.get(key) ?? 0;
    if (taken >= this.#most) return undefined;
    this.#taken.set(key, taken + 1);
    return { [Symbol.dispose]: () => this.#giveBack(key) };
  }

  #giveBack(key: string): void {
    const left = (this.#taken.get(key) ?? 0) - 1;
    if (left > 0) this.#taken.set(key, left);
    else this.#taken.delete(key);
  }
}
