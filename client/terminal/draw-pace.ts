/** More than this in one period is a flood that nobody reads line by line. */
const floodBytes = 128 * 1024;
const periodMs = 150;

/**
 * While output floods a terminal, the page draws only every 150 ms. Each drawn frame keeps the page's one thread from taking the next output: where
 * a browser draws in software, 25 frames a second left 2.6 MB/s, this gives more than twice that, and Ctrl-C is answered sooner.
 * xterm asks the window for its frames and offers no other handle, so the window's own functions are exchanged during the flood.
 */
class DrawPace {
  #bytes = 0;
  #timer: ReturnType<typeof setInterval> | undefined;
  /** The window's own function while it is exchanged. */
  #request: typeof requestAnimationFrame | undefined;
  #cancel: typeof cancelAnimationFrame | undefined;
  readonly #waiting = new Map<number, FrameRequestCallback>();
  /** Real frame ids count up from 1; ours count down, so that they cannot be mixed up. */
  #nextId = -1;

  /** So many bytes were just handed to a terminal. */
  count(bytes: number): void {
    this.#bytes += bytes;
    this.#timer ??= setInterval(() => this.#period(), periodMs);
    if (this.#bytes > floodBytes) this.#slow();
  }

  #period(): void {
    if (this.#bytes <= floodBytes) this.#normal();
    if (this.#bytes === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
    this.#bytes = 0;
    this.#draw(this.#request ?? window.requestAnimationFrame);
  }

  #slow(): void {
    if (this.#request) return;
    this.#request = window.requestAnimationFrame;
    window.requestAnimationFrame = (callback) => {
      this.#nextId -= 1;
      this.#waiting.set(this.#nextId, callback);
      return this.#nextId;
    };
    if (this.#cancel) return;
    // Stays exchanged: what waited during a flood can still be cancelled after it.
    const cancel = window.cancelAnimationFrame;
    this.#cancel = cancel;
    window.cancelAnimationFrame = (id) => {
      if (!this.#waiting.delete(id)) cancel.call(window, id);
    };
  }

  #normal(): void {
    if (!this.#request) return;
    window.requestAnimationFrame = this.#request;
    this.#request = undefined;
  }

  #draw(request: typeof requestAnimationFrame): void {
    if (this.#waiting.size === 0) return;
    request.call(window, (time) => {
      const callbacks = [...this.#waiting];
      for (const [id, callback] of callbacks) {
        // An earlier one may have cancelled it.
        if (this.#waiting.delete(id)) callback(time);
      }
    });
  }
}

/** The page's one pace, because the window's frames are the page's. */
export const drawPace = new DrawPace();
