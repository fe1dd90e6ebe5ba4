import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { ImageProblem } from "./image-problem.ts";
import type { Recipe } from "./recipe.ts";

/** Looks whether the folders have room for what is to be made. Throws {@link ImageProblem} that says how much is missing, and where. */
export async function checkDiskSpace(recipes: readonly Recipe[], folders: readonly string[]): Promise<void> {
  const needed = recipes.reduce((sum, { megabytes }) => sum + megabytes, 0);
  for (const folder of folders) {
    const { bavail, bsize } = await statfs(nearestExisting(folder));
    const free = Math.floor((bavail * bsize) / 1024 ** 2);
    if (free >= needed) continue;
    throw new ImageProblem(
      `Making the images takes about ${gib(needed)} GiB of disk and ${folder} has ${gib(free)} GiB free.`,
      "Free some (`docker system df`, `npx tatami images clean`), or put TATAMI_CACHE or Docker's root on a larger disk.",
    );
  }
}

function gib(megabytes: number): string {
  return (megabytes / 1024).toFixed(1);
}

function nearestExisting(path: string): string {
  return existsSync(path) ? path : nearestExisting(dirname(path));
}
