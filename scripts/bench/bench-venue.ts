import { lstatSync, mkdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EnvironmentMaker } from "../../clusters/environment-maker.ts";
import type { Images } from "../../clusters/images/prepare-images.ts";
import { sweepState } from "../../clusters/sweep.ts";
import { imagesStage } from "../preparation/images-stage.ts";
import { makerFor } from "../preparation/open-pool.ts";
import { runStage } from "../preparation/run-stage.ts";
import { StateLock } from "../venue/state-lock.ts";
import { VenueProblem } from "../venue/venue-problem.ts";

/** How a bench runs and what it tells. */
export interface BenchRun {
  /** Told what is being measured. */
  onStage: (stage: string) => void;
  signal: AbortSignal;
}

/** What the benches with clusters work with: a state folder and what environments are made of. Disposing it takes down whatever is left. */
export class BenchVenue implements AsyncDisposable {
  readonly images: Images;
  readonly maker: EnvironmentMaker;
  /** For environments and clusters that the bench makes itself. */
  readonly stateDir: string;
  /** For a server in a process of its own. */
  readonly serverStateDir: string;
  readonly #lock: StateLock;

  private constructor({ images, maker, lock }: { images: Images; maker: EnvironmentMaker; lock: StateLock }) {
    this.images = images;
    this.maker = maker;
    this.#lock = lock;
    this.stateDir = folder;
    this.serverStateDir = serverFolder;
  }

  /** On a machine that is set up: prepares the images by the same code as `npm start`, and takes down what a killed bench left. Throws StateInUse while another bench runs. */
  static async open({ onStage, signal }: BenchRun): Promise<BenchVenue> {
    makeOwnFolder(folder);
    const lock = new StateLock(folder);
    try {
      await sweepAll();
      const images = Promise.withResolvers<Images>();
      await runStage(imagesStage(onStage, images.resolve), onStage, signal);
      const made = await images.promise;
      return new BenchVenue({ images: made, maker: await makerFor({ stateDir: folder }, made, signal), lock });
    } catch (error) {
      lock[Symbol.dispose]();
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      await sweepAll();
      await rm(folder, { recursive: true, force: true });
    } finally {
      this.#lock[Symbol.dispose]();
    }
  }
}

/** One for each user and always the same, so that the next bench finds what a killed one left. */
const folder = join(tmpdir(), `tatami-bench-of-${process.getuid?.() ?? "me"}`);
const serverFolder = join(folder, "server");

async function sweepAll(): Promise<void> {
  for (const stateDir of [serverFolder, folder]) await sweepState(stateDir);
}

/** The temporary folder is everybody's: a folder of this name may have been laid there by somebody else. */
function makeOwnFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const found = lstatSync(path);
  if (!found.isDirectory() || found.uid !== (process.getuid?.() ?? found.uid)) throw new VenueProblem(`${path} belongs to somebody else.`, "Remove it, or set TMPDIR to a folder of your own.");
}
