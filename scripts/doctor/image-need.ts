import { cacheFolder } from "../../clusters/cache-folder.ts";
import { CommandError } from "../../clusters/command.ts";
import { buildPlan } from "../../clusters/images/build-plan.ts";
import { withNeeds } from "../../clusters/images/builder/build-recipes.ts";
import { missingImages, partsOf } from "../../clusters/images/prepare-images.ts";
import { hasMirror } from "../../clusters/images/source.ts";
import { lessonImages } from "../../lessons/images.ts";
import type { ImageNeed } from "./finding.ts";

/** Looks what of the images is still to be made, and whether a registry can be asked for it; only where something is. */
export async function imageNeed(docker: string | undefined, signal: AbortSignal): Promise<ImageNeed> {
  const { source, forced, missing } = await whatIsMissing(signal);
  const gib = missing.reduce((sum, { megabytes }) => sum + megabytes, 0) / 1024;
  if (missing.length === 0) return { way: "here", forced, registry: false, gib };
  const registry = (docker !== undefined && (await hasMirror(signal))) || (await answers(signal));
  if (forced) return { way: source, forced, registry, gib };
  return { way: registry ? "pull" : "build", forced, registry, gib };
}

async function whatIsMissing(signal: AbortSignal): Promise<Awaited<ReturnType<typeof missingImages>>> {
  try {
    return await missingImages(cacheFolder(), { lessonImages, signal });
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof CommandError)) throw error;
    // Without Docker nobody knows which images it holds.
    return { source: "build", forced: false, missing: [...withNeeds(partsOf(buildPlan(cacheFolder(), lessonImages)))] };
  }
}

/** One look at the registry, as Docker's own pull begins: any answer will do, 401 is the usual one. */
async function answers(signal: AbortSignal): Promise<boolean> {
  try {
    const answer = await fetch("https://registry-1.docker.io/v2/", { signal: AbortSignal.any([signal, AbortSignal.timeout(5_000)]) });
    return answer.status < 500;
  } catch {
    signal.throwIfAborted();
    return false;
  }
}
