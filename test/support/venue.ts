import { join } from "node:path";
import { randomBytes } from "node:crypto";
import { type Images, prepareImages } from "../../clusters/images/prepare-images.ts";
import type { EnvironmentMaker } from "../../clusters/environment-maker.ts";
import { sweepState } from "../../clusters/sweep.ts";
import { lessonImages } from "../../lessons/images.ts";
import { venueHost } from "../../scripts/images/venue-host.ts";
import { makerFor, type PoolSettings } from "../../scripts/preparation/open-pool.ts";
import { StateLock } from "../../scripts/venue/state-lock.ts";

/** A venue of one test file: a state folder of its own with its lock, and what environments are made of. Disposing it takes down whatever is left. */
export interface TestVenue extends AsyncDisposable {
  stateDir: string;
  images: Images;
  maker: EnvironmentMaker;
}

/** Opens a venue below the run's folder; the images were prepared before the group (scripts/test/set-up.ts). */
export async function testVenue({ internet }: Pick<PoolSettings, "internet"> = {}): Promise<TestVenue> {
  const run = process.env["TATAMI_TEST_STATE"];
  if (!run) throw new Error("Run the tests by `npm test`: it prepares Docker, the images and a folder for this run.");
  const stateDir = join(run, randomBytes(3).toString("hex"));
  const lock = new StateLock(stateDir);
  const signal = AbortSignal.timeout(600_000);
  const images = await prepareImages({ lessonImages, host: venueHost, signal, onProgress: () => undefined });
  const maker = await makerFor({ stateDir, ...(internet && { internet }) }, images, signal);
  return {
    stateDir,
    images,
    maker,
    async [Symbol.asyncDispose]() {
      await sweepState(stateDir);
      lock[Symbol.dispose]();
    },
  };
}
