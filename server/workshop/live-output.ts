/** What a check prints is told to every tab of its learner: in pieces, this long apart, however it was printed. */
const pieceMs = 100;

/** Gathers what a check prints while it runs; disposing tells the rest. */
export class LiveOutput implements Disposable {
  readonly #tell: (text: string) => void;
  #waiting = "";
  #timer: NodeJS.Timeout | undefined;

  constructor(tell: (text: string) => void) {
    this.#tell = tell;
  }

  push(text: string): void {
    this.#waiting += text;
    this.#timer ??= setTimeout(() => this.#flush(), pieceMs);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#flush();
  }

  #flush(): void {
    this.#timer = undefined;
    if (this.#waiting !== "") this.#tell(this.#waiting);
    this.#waiting = "";
  }
}
