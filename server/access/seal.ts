import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** What a sealed text is for: a seal for one purpose is worthless for another. */
export type SealPurpose = "session-cookie" | "resume-link" | "preview-cookie";

/** Seals texts with the server's signing key: 160 bits of HMAC-SHA-256. */
export class Sealer {
  #key: Uint8Array;

  constructor(key: Uint8Array) {
    this.#key = key;
  }

  /** The seal for a text; `nonce` is secret to its owner and makes earlier seals void when it changes. */
  seal(purpose: SealPurpose, text: string, nonce: Uint8Array): string {
    const mac = createHmac("sha256", this.#key).update(`${purpose}\0${text}\0`).update(nonce);
    return mac.digest().subarray(0, 20).toString("base64url");
  }

  /** True when `seal` is the seal for exactly this; takes the same time for every wrong one. */
  verify(seal: string, purpose: SealPurpose, text: string, nonce: Uint8Array): boolean {
    return sameText(seal, this.seal(purpose, text, nonce));
  }
}

/** Compares two texts in a time that says nothing about where they differ. */
export function sameText(one: string, other: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
