/** A limit for each key, e.g. each address: `burst` at once, then `perSecond`. Remembers a bounded number of keys. */
export class RateLimit {
  #burst: number;
  #perSecond: number;
  #now: () => number;
  #buckets = new Map<string, { tokens: number; at: number }>();

  constructor(options: { burst: number; perSecond: number; now?: () => number }) {
    this.#burst = options.burst;
    this.#perSecond = options.perSecond;
    this.#now = options.now ?? (() => performance.now());
  }

  /** True when one more is allowed now, or so many; they count. */
  take(key: string, amount = 1): boolean {
    const tokens = this.#tokens(key);
    if (tokens < amount) return false;
    this.#remember(key, tokens - amount);
    return true;
  }

  /** True when {@link take} would be; nothing counts. */
  allows(key: string): boolean {
    return this.#tokens(key) >= 1;
  }

  /** Whole seconds until one more is allowed; 0 when it is now. */
  secondsLeft(key: string): number {
    return Math.ceil(Math.max(0, 1 - this.#tokens(key)) / this.#perSecond);
  }

  #tokens(key: string): number {
    const bucket = this.#buckets.get(key);
    if (!bucket) return this.#burst;
    return Math.min(this.#burst, bucket.tokens + ((this.#now() - bucket.at) / 1000) * this.#perSecond);
  }

  #remember(key: string, tokens: number): void {
    // The key goes to the end; the first one is the one unused for longest, most likely full again.
    this.#buckets.delete(key);
    this.#buckets.set(key, { tokens, at: this.#now() });
    if (this.#buckets.size <= rememberedKeys) return;
    for (const oldest of this.#buckets.keys()) {
      this.#buckets.delete(oldest);
      break;
    }
  }
}

const rememberedKeys = 10_000;

/** What an address is counted as: an IPv6 customer has a whole /64 and would otherwise have as many tries. */
export function addressKey(address: string | undefined): string {
  if (!address) return "unknown";
  return isIpv6(address) ? groupsOf(address).slice(0, 4).join(":") : address.replace(/^::ffff:/i, "");
}

/** The /48 that an IPv6 address is in, as much as one site gets; undefined for other addresses. */
export function siteKey(address: string | undefined): string | undefined {
  return address && isIpv6(address) ? groupsOf(address).slice(0, 3).join(":") : undefined;
}

function isIpv6(address: string): boolean {
  return address.includes(":") && !address.toLowerCase().startsWith("::ffff:");
}

/** The eight groups of an IPv6 address. */
function groupsOf(address: string): string[] {
  const [head = "", tail] = address.split("::");
  const front = head ? head.split(":") : [];
  const missing = tail === undefined ? [] : Array(Math.max(0, 8 - front.length - tail.split(":").filter(Boolean).length)).fill("0");
  return [...front, ...missing, ...(tail ?? "").split(":").filter(Boolean)].map((group) => group.replace(/^0+(?=.)/, ""));
}
