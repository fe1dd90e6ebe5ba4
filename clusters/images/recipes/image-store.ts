import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { run } from "../../command.ts";
import { fileArtifact } from "../builder/file-artifact.ts";
import type { Recipe, Work } from "../builder/recipe.ts";

const script = join(import.meta.dirname, "import-images.sh");

/** In the store's folder: what becomes /var/lib/containerd of a node. */
export const storeContainerd = "containerd";
/** In the store's folder: the references of the images in it, one a line. */
export const storeList = "images.txt";

/** An image for the store, and the references that pods know it by. */
export interface StoreImage {
  image: Recipe;
  references: readonly string[];
}

/** The images of all clusters, unpacked once by the node image's own containerd: each cluster gets a clone of it, and nothing is copied at creation. */
export function imageStore(options: { cacheFolder: string; node: Recipe; images: readonly StoreImage[]; expectedSeconds: number; megabytes: number }): Recipe {
  const { cacheFolder, node, images, ...costs } = options;
  return fileArtifact({
    ...costs,
    cacheFolder,
    shelf: "store",
    name: "store",
    inputs: [script],
    literals: images.flatMap(({ references }) => references),
    needs: [...new Set([node, ...images.map(({ image }) => image)])],
    lane: "network",
    ownedByRoot: true,
    fill: async (folder, work) => await fill(folder, work, { cacheFolder, node, images }),
  });
}

async function fill(folder: string, work: Work, { cacheFolder, node, images }: { cacheFolder: string; node: Recipe; images: readonly StoreImage[] }): Promise<void> {
  const { signal, onDetail, placeOf } = work;
  await mkdir(join(cacheFolder, "contexts"), { recursive: true });
  const input = await mkdtemp(join(cacheFolder, "contexts", "store-"));
  const container = `tatami-store-${randomBytes(4).toString("hex")}`;
  try {
    onDetail("saving the images");
    await run("docker", ["save", "--output", join(input, "images.tar"), ...new Set(images.map(({ image }) => placeOf(image)))], { signal, timeoutMs: 600_000 });
    const names = images.flatMap(({ image, references }) => references.map((reference) => `${fullName(placeOf(image))}=${reference}`));
    const mounts = [`${folder}:/tatami/out`, `${input}:/tatami/in:ro`, `${script}:/tatami/import-images.sh:ro`].flatMap((mount) => ["--volume", mount]);
    const flags = ["--rm", "--privileged", "--network", "none", "--name", container, "--label", "tatami.role=store-build", "--entrypoint", "/bin/bash"];
    onDetail("importing the images");
    await run("docker", ["run", ...flags, ...mounts, placeOf(node), "/tatami/import-images.sh", ...names], { signal, timeoutMs: 900_000, onLine: onDetail });
  } finally {
    // An interrupted `docker run` leaves its container at work.
    if (signal.aborted) await run("docker", ["rm", "--force", "--volumes", container], { timeoutMs: 60_000 }).catch(() => undefined);
    await rm(input, { recursive: true, force: true });
  }
}

/** As containerd writes a reference that Docker shortens: with registry, and `library/` where there is no other part. */
export function fullName(reference: string): string {
  const first = reference.split("/")[0] as string;
  if (reference.includes("/") && /[.:]|^localhost$/.test(first)) return reference;
  return reference.includes("/") ? `docker.io/${reference}` : `docker.io/library/${reference}`;
}
