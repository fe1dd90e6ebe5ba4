import { addressKey, RateLimit, siteKey } from "./rate-limit.ts";

/** Whoever has one IPv6 network often has 65,536 of them: together they have so many times what one has. */
const networksAtOnce = 10;

/** A limit for each address (of IPv6 each network), and a wider one for all IPv6 networks of one site. */
export class AddressRate {
  #networks: RateLimit;
  #sites: RateLimit;

  constructor({ burst, perSecond, now }: { burst: number; perSecond: number; now?: () => number }) {
    this.#networks = new RateLimit({ burst, perSecond, ...(now && { now }) });
    this.#sites = new RateLimit({ burst: burst * networksAtOnce, perSecond: perSecond * networksAtOnce, ...(now && { now }) });
  }

  /** True when one more is allowed now; then it counts. */
  take(address: string | undefined): boolean {
    if (!this.allows(address)) return false;
    const site = siteKey(address);
    if (site !== undefined) this.#sites.take(site);
    return this.#networks.take(addressKey(address));
  }

  /** True when {@link take} would be; nothing counts. */
  allows(address: string | undefined): boolean {
    const site = siteKey(address);
    return this.#networks.allows(addressKey(address)) && (site === undefined || this.#sites.allows(site));
  }

  /** Whole seconds until one more is allowed; 0 when it is now. */
  secondsLeft(address: string | undefined): number {
    const site = siteKey(address);
    return Math.max(this.#networks.secondsLeft(addressKey(address)), site === undefined ? 0 : this.#sites.secondsLeft(site));
  }
}
