import { chmod } from "node:fs/promises";
import { basename, join } from "node:path";
import { run } from "../../command.ts";
import { fileArtifact } from "../builder/file-artifact.ts";
import type { Recipe } from "../builder/recipe.ts";
import { imageExists } from "./docker-image.ts";

/** An upstream image as it is. Not tried where this was written: there was no registry. */
export function pulledImage(name: string, reference: string, facts: { expectedSeconds: number; megabytes: number }): Recipe {
  return {
    ...facts,
    name,
    inputs: [],
    literals: [reference],
    needs: [],
    lane: "network",
    placeOf: () => reference,
    isMade: imageExists,
    async build({ place, signal, onDetail }) {
      await run("docker", ["pull", place], { signal, timeoutMs: 1_800_000, onLine: onDetail });
    },
  };
}

/** One file of an image, copied out of it. */
export function fileOfImage(cacheFolder: string, name: string, image: Recipe, path: string): Recipe {
  return fileArtifact({
    cacheFolder,
    name,
    inputs: [],
    literals: [path],
    needs: [image],
    lane: "network",
    expectedSeconds: 3,
    megabytes: 150,
    async fill(folder, { placeOf, signal }) {
      // A container that is created and never started: the image's files, without running anything.
      const container = await run("docker", ["create", placeOf(image), "true"], { signal, timeoutMs: 60_000 });
      try {
        const target = join(folder, basename(path));
        await run("docker", ["cp", "--follow-link", `${container}:${path}`, target], { signal, timeoutMs: 120_000 });
        await chmod(target, 0o755);
      } finally {
        await run("docker", ["rm", "--volumes", container], { timeoutMs: 60_000 });
      }
    },
  });
}
