import type { Holder } from "../../clusters/holder/holder.ts";
import { writeLearnerLanguage } from "../../lessons/learner-language.ts";
import type { Log } from "../log.ts";
import type { Language } from "../protocol.ts";

/** The language that a learner reads, told to the toolbox beside their page. */
export class SessionLanguage {
  #sessionId: string;
  #log: Log;
  #value: Language | undefined;
  #told: Promise<void> = Promise.resolve();
  /** What is not written yet, by the environment that it is for: the newest choice when its turn comes, however often it changed. */
  #waiting = new Map<Holder, Promise<void>>();

  constructor({ sessionId, log }: { sessionId: string; log: Log }) {
    this.#sessionId = sessionId;
    this.#log = log;
  }

  /** Not known before the page has asked for a lesson. */
  get value(): Language | undefined {
    return this.#value;
  }

  /** Keeps a choice; an environment that is there is told when it is another than before. */
  choose(language: Language, holder: Holder | undefined): void {
    if (language === this.#value) return;
    this.#value = language;
    if (holder) void this.tell(holder);
  }

  /** One at a time, so that the newest is written last, and one more waits at most. Never rejects: a program that speaks the other language is no reason to keep anybody out. */
  tell(holder: Holder): Promise<void> {
    const waiting = this.#waiting.get(holder);
    if (waiting) return waiting;
    this.#told = this.#told.then(async () => {
      this.#waiting.delete(holder);
      try {
        if (this.#value) await writeLearnerLanguage(holder, this.#value);
      } catch (error) {
        this.#log.warn({ event: "language-not-told", session: this.#sessionId, err: error });
      }
    });
    this.#waiting.set(holder, this.#told);
    return this.#told;
  }
}
