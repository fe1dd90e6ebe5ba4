import { join } from "node:path";
import type { Recipe } from "./builder/recipe.ts";
import { type ContextPart, dockerImage } from "./recipes/docker-image.ts";
import { fullName, type StoreImage } from "./recipes/image-store.ts";
import { type MavenArtifact, mavenJars } from "./recipes/maven-jars.ts";
import { bundleLiterals, writeBundle } from "./recipes/program-bundle.ts";
import { pulledImage } from "./recipes/pulled-image.ts";

/** An image that lessons deploy, given by the caller: this folder knows no lesson. */
export interface Workload {
  /** What pods call it, like `tatami/web:1`: its name first, then other names of it. */
  references: readonly [string, ...string[]];
  /** Build context. */
  folder: string;
  /** Name of the Dockerfile in the folder. */
  dockerfile: string;
  /** The image that the Dockerfile knows as BASE: a small Debian, or one with Node.js. */
  base: "debian" | "node-js";
  /** Further arguments of the Dockerfile. */
  arguments?: Readonly<Record<string, string>>;
  /** TypeScript programs in the folder, each made one JavaScript file with the npm packages that it uses: path in the build context to the program's first file. */
  programs?: Readonly<Record<string, string>>;
  /** Libraries of Java, put into a folder of the build context. */
  jars?: { into: string; artifacts: readonly MavenArtifact[] };
  /** The image that ours stands in for, taken as it is where images can be pulled. Not tried where this was written: there was no registry. */
  upstream?: string;
}

/** The recipes of workloads, as entries of the image store: upstream's image where `pull` says so and there is one, else ours. */
export function workloadImages(workloads: readonly Workload[], options: { cacheFolder: string; bases: Readonly<Record<Workload["base"], Recipe>>; pull: boolean }): StoreImage[] {
  return workloads.map((workload) => ({
    references: workload.references.map(fullName),
    image: options.pull && workload.upstream !== undefined ? pulledImage(recipeName(workload), workload.upstream, { expectedSeconds: 30, megabytes: 600 }) : builtImage(workload, options),
  }));
}

function builtImage(workload: Workload, { cacheFolder, bases }: { cacheFolder: string; bases: Readonly<Record<Workload["base"], Recipe>> }): Recipe {
  const { folder, dockerfile, base, programs = {}, jars } = workload;
  const name = recipeName(workload);
  const bundles = Object.entries(programs).map(([path, entry]) => ({ path, program: { folder, entry } }));
  const context: Record<string, ContextPart> = { ".": folder };
  for (const { path, program } of bundles) context[path] = { write: (file) => writeBundle(program, file) };
  if (jars) context[jars.into] = { of: mavenJars(cacheFolder, name, jars.artifacts), file: "." };
  return dockerImage({
    cacheFolder,
    base: bases[base],
    name,
    dockerfile: join(folder, dockerfile),
    arguments: workload.arguments,
    inputs: [folder],
    literals: bundles.flatMap(({ program }) => bundleLiterals(program)),
    context,
    expectedSeconds: jars ? 60 : 5,
    megabytes: jars ? 700 : 30,
  });
}

function recipeName({ references: [reference] }: Workload): string {
  return `workload-${reference.replace(/[^a-z0-9]+/g, "-")}`;
}
