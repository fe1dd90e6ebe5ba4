/** The newest bytes of a stream, each with its number since the beginning. Memory grows with what is kept, up to `capacity`. */
export class Ring {
  readonly capacity: number;
  #bytes: Buffer;
  #end = 0;

  constructor(capacity: number) {
    this.capacity = capacity;
    this.#bytes = Buffer.allocUnsafeSlow(Math.min(capacity, 16_384));
  }

  /** Number of the oldest byte that is kept. */
  get start(): number {
    return Math.max(0, this.#end - this.capacity);
  }

  /** Number of the next byte. */
  get end(): number {
    return this.#end;
  }

  append(data: Uint8Array): void {
    const kept = data.subarray(Math.max(0, data.length - this.capacity));
    this.#end += data.length - kept.length;
    this.#grow(this.#end + kept.length);
    const at = this.#end % this.#bytes.length;
    const first = Math.min(kept.length, this.#bytes.length - at);
    this.#bytes.set(kept.subarray(0, first), at);
    this.#bytes.set(kept.subarray(first), 0);
    this.#end += kept.length;
  }

  /** Copies bytes `from`.. into `target` at `at`; both must be within what is kept. */
  copy(from: number, count: number, target: Buffer, at: number): void {
    const begin = from % this.#bytes.length;
    const first = Math.min(count, this.#bytes.length - begin);
    this.#bytes.copy(target, at, begin, begin + first);
    this.#bytes.copy(target, at + first, 0, count - first);
  }

  /** Nothing wraps before the full capacity is reached, so growing is one plain copy. */
  #grow(end: number): void {
    let size = this.#bytes.length;
    if (size === this.capacity || end <= size) return;
    while (size < end) size *= 2;
    const larger = Buffer.allocUnsafeSlow(Math.min(size, this.capacity));
    this.#bytes.copy(larger, 0, 0, this.#end);
    this.#bytes = larger;
  }
}
