const pauseMs = 2_000;
const limitMs = 15_000;

/** Never taken, however often it is sent. */
const hopeless = new Set([400, 413, 415]);

/** Messages that are not known to be stored: sent in their order, one at a time, each under its id until it is. */
export class Outbox {
  /** @type {{ id: string, text: string, refused?: string }[]} */
  waiting = [];
  /** Why the first one waits. */
  reason = "sending";
  /** The last try of the first one may have been stored. */
  unknown = false;
  #address;
  #changed;
  #loggedOut;
  #running = false;
  #open = false;

  constructor(address, { changed, loggedOut }) {
    this.#address = address;
    this.#changed = changed;
    this.#loggedOut = loggedOut;
  }

  add(text) {
    this.waiting.push({ id: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`, text });
    this.#changed();
    this.#run();
  }

  remove(id) {
    this.waiting = this.waiting.filter((message) => message.id !== id);
    this.#changed();
  }

  resume() {
    this.#open = true;
    this.#run();
  }

  async #run() {
    if (this.#running || !this.#open) return;
    this.#running = true;
    for (let next = this.#next(); next && this.#open; next = this.#next()) {
      const { status, reason, outcome } = await this.#send(next);
      if (status === 201) this.waiting = this.waiting.filter((message) => message !== next);
      else if (hopeless.has(status)) next.refused = reason;
      else if (status === 401) this.#open = false;
      else {
        this.reason = reason;
        this.unknown = outcome !== "not-stored";
        this.#changed();
        await new Promise((done) => setTimeout(done, pauseMs));
        continue;
      }
      this.reason = "sending";
      this.unknown = false;
      this.#changed();
    }
    this.#running = false;
    if (!this.#open) this.#loggedOut();
  }

  #next() {
    return this.waiting.find((message) => !message.refused);
  }

  async #send({ id, text }) {
    try {
      const answer = await fetch(this.#address, { method: "POST", body: text, headers: { "content-type": "text/plain; charset=utf-8", "x-message-id": id }, signal: AbortSignal.timeout(limitMs) });
      const { reason = "other", outcome } = await answer.json();
      return { status: answer.status, reason, outcome };
    } catch {
      // No answer, or none of the chat's: what became of the message is not known.
      return { status: 0, reason: "server-away", outcome: "unknown" };
    }
  }
}
