import type { SessionEvent } from "./session-event.ts";

/** The open tabs of one learner. */
export class Audience {
  #listeners = new Set<(event: SessionEvent) => void>();
  #awaySince = performance.now();
  #onChange: () => void;

  /** `onChange`: a tab was opened or closed. */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** True while a tab is open. */
  get isHere(): boolean {
    return this.#listeners.size > 0;
  }

  /** Milliseconds since the last tab was closed, or since {@link countAnew}; 0 while one is open. */
  get awayMs(): number {
    return this.isHere ? 0 : performance.now() - this.#awaySince;
  }

  /** Follows what is told until disposed. */
  listen(listener: (event: SessionEvent) => void): Disposable {
    this.#listeners.add(listener);
    this.#onChange();
    return {
      [Symbol.dispose]: () => {
        if (!this.#listeners.delete(listener)) return;
        this.countAnew();
        this.#onChange();
      },
    };
  }

  /** Tells every tab. */
  tell(event: SessionEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }

  /** Whoever is away is away from now on. */
  countAnew(): void {
    this.#awaySince = performance.now();
  }

  /** Tells nobody any more. */
  clear(): void {
    this.#listeners.clear();
  }
}
