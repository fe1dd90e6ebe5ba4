import { homedir } from "node:os";
import { join, resolve } from "node:path";
import type { Environment, EnvironmentPool } from "../../../clusters/environment.ts";
import type { Images } from "../../../clusters/images/prepare-images.ts";
import { sweepState } from "../../../clusters/sweep.ts";
import { imagesStage } from "../../preparation/images-stage.ts";
import { openPool, type PoolSettings, poolSize } from "../../preparation/open-pool.ts";
import { runStage } from "../../preparation/run-stage.ts";
import { dockerStage, hostStage } from "../../preparation/stages.ts";
import { StateLock } from "../../venue/state-lock.ts";

/** What {@link ProofVenue.open} needs. */
export interface ProofVenueOptions {
  /** A state folder of its own, so that no running server is disturbed. */
  stateDir: string;
  /** As the server's, where the workshop reaches the internet. */
  internet?: PoolSettings["internet"];
  say: (line: string) => void;
  signal: AbortSignal;
}

/** Where proofs keep what they make, unless told: beside the server's state, and always the same, so that the next run finds what a killed one left. */
export function proofStateDir(given: string | undefined, name: string): string {
  return resolve(given ?? join(process.env["XDG_STATE_HOME"] || join(homedir(), ".local", "state"), name));
}

/** A venue for proofs: prepared as `npm start` does it, with a pool of its own. Disposing it takes down everything but what was kept. */
export class ProofVenue implements AsyncDisposable {
  readonly pool: EnvironmentPool;
  readonly #stateDir: string;
  readonly #lock: StateLock;
  readonly #kept = new Set<string>();

  private constructor(stateDir: string, lock: StateLock, pool: EnvironmentPool) {
    this.#stateDir = stateDir;
    this.#lock = lock;
    this.pool = pool;
  }

  /** Brings about Docker, the images and an empty pool, and takes down what an earlier run left. Throws StateInUse, and what keeps the venue from working. */
  static async open({ stateDir, internet, say, signal }: ProofVenueOptions): Promise<ProofVenue> {
    const lock = new StateLock(stateDir);
    try {
      lock.announce({ pid: process.pid });
      const images = Promise.withResolvers<Images>();
      await runStage(dockerStage, say, signal);
      await runStage(hostStage(say), say, signal);
      await runStage(imagesStage(say, images.resolve), say, signal);
      // One at work, one that is made meanwhile, one on its way down.
      const capacity = Math.max(2, Math.min(3, poolSize({}).capacity));
      const pool = await openPool({ stateDir, capacity, reserve: 0, ...(internet && { internet }) }, await images.promise, signal);
      await pool.sweep();
      return new ProofVenue(stateDir, lock, pool);
    } catch (error) {
      lock[Symbol.dispose]();
      throw error;
    }
  }

  /** Leaves an environment as it is, until the next proof in this state folder begins. */
  keep(environment: Environment): void {
    this.#kept.add(environment.id);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      await this.pool.drain();
      await sweepState(this.#stateDir, this.#kept);
    } finally {
      this.#lock[Symbol.dispose]();
    }
  }
}
