import type { VenueStatus, VenueTrouble } from "../../server/protocol.ts";

const wellAgain: Record<VenueTrouble, string> = {
  environments: "Environments can be made again.",
  storage: "Everything can be saved again.",
  preparation: "The venue can be used again.",
};

/** Says when a venue gets into trouble, once, and when that is over. What fails while it is prepared is told by its stages. */
export class TroubleLines {
  readonly #say: (line: string) => void;
  #told: VenueTrouble | undefined;

  constructor(say: (line: string) => void) {
    this.#say = say;
  }

  /** Looks at how the venue is now. */
  show(now: VenueStatus): void {
    const trouble = laterTrouble(now);
    // The reason may change at each try while the trouble is the same.
    if (trouble === this.#told) return;
    if (this.#told) this.#say(`✔ ${wellAgain[this.#told]}`);
    if (trouble && now.status === "degraded") this.#say(`✖ ${now.reason}\n  → ${now.remedy}`);
    this.#told = trouble;
  }
}

function laterTrouble(now: VenueStatus): VenueTrouble | undefined {
  if (now.status !== "degraded") return undefined;
  const prepared = now.stages.every(({ state }) => state === "done");
  return prepared || now.cause === "storage" ? now.cause : undefined;
}
