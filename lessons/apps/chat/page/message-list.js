/** So many are shown; older ones go. */
const mostShown = 300;
/** With more than this in one go, a screen reader is not given each one. */
const mostSpoken = 5;

/** The list of messages: new ones come together once a frame, and the list stays where the reader has scrolled it. */
export class MessageList {
  /** What scrolls, and what is read aloud. */
  #log = document.querySelector("#log");
  #list = document.querySelector("#messages");
  #newest = document.querySelector("#newest");
  #coming = [];

  constructor() {
    this.#newest.addEventListener("click", () => this.#toEnd());
    this.#log.addEventListener("scroll", () => this.#atEnd() && (this.#newest.hidden = true));
  }

  add(item) {
    this.#coming.push(item);
    if (this.#coming.length > mostShown) this.#coming.shift();
    // A page in the background draws no frames, and needs none.
    if (this.#coming.length === 1) requestAnimationFrame(() => this.#show());
  }

  #show() {
    const stay = !this.#atEnd();
    this.#log.setAttribute("aria-live", this.#coming.length > mostSpoken ? "off" : "polite");
    this.#list.append(...this.#coming);
    this.#coming = [];
    while (this.#list.children.length > mostShown) this.#list.firstElementChild.remove();
    document.querySelector("#empty").hidden = true;
    if (stay) this.#newest.hidden = false;
    else this.#toEnd();
  }

  #atEnd() {
    return this.#log.scrollHeight - this.#log.scrollTop - this.#log.clientHeight < 40;
  }

  #toEnd() {
    this.#log.scrollTop = this.#log.scrollHeight;
    this.#newest.hidden = true;
  }
}
