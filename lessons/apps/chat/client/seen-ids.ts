/** So many ids are remembered. */
const most = 5_000;

/** Knows a message that it has had before, by its id: what is sent again after an answer got lost may be stored twice. */
export class SeenIds {
  readonly #ids = new Set<string>();

  /** True the first time. */
  isNew(id: string): boolean {
    if (this.#ids.has(id)) return false;
    this.#ids.add(id);
    const oldest = this.#ids.values().next().value;
    if (this.#ids.size > most && oldest !== undefined) this.#ids.delete(oldest);
    return true;
  }
}
