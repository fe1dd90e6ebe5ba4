import { join } from "node:path";
import type { Recipe } from "./builder/recipe.ts";
import { dockerImage } from "./recipes/docker-image.ts";
import type { StoreImage } from "./recipes/image-store.ts";

/** An image that lessons deploy, given by the caller: this folder knows no lesson. */
export interface Workload {
  /** What pods call it, like `tatami/web:1`. */
  reference: string;
  /** Build context. */
  folder: string;
  /** Name of the Dockerfile in the folder; its BASE is an image with Node.js. */
  dockerfile: string;
}

/** The recipes of workloads, as entries of the image store. */
export function workloadImages(workloads: readonly Workload[], options: { cacheFolder: string; base: Recipe }): StoreImage[] {
  return workloads.map(({ reference, folder, dockerfile }) => ({
    references: [reference.includes("/") ? `docker.io/${reference}` : `docker.io/library/${reference}`],
    image: dockerImage({
      ...options,
      name: `workload-${reference.replace(/[^a-z0-9]+/g, "-")}`,
      dockerfile: join(folder, dockerfile),
      inputs: [folder],
      context: { ".": folder },
      expectedSeconds: 3,
      megabytes: 20,
    }),
  }));
}
