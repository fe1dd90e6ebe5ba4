import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cacheFolder } from "../cache-folder.ts";
import { run } from "../command.ts";
import { buildPlan } from "./build-plan.ts";
import { buildRecipes, type MadeRecipes, missingRecipes } from "./builder/build-recipes.ts";
import type { BuildProgress } from "./builder/progress.ts";
import type { Host, Recipe } from "./builder/recipe.ts";
import type { LessonImages } from "./lesson-images.ts";
import type { Plan } from "./plan.ts";
import { pullPlan } from "./pull-plan.ts";
import { goCacheFolder, goModules } from "./recipes/go-programs.ts";
import { storeContainerd, storeList } from "./recipes/image-store.ts";
import { findSource, forcedSource, type ImageSource, type SourceChoice } from "./source.ts";
import { goOnPath } from "./toolchain/go-command.ts";

/** What a venue's clusters and toolboxes are made of. */
export interface Images {
  source: ImageSource;
  /** Why this source, one sentence. */
  reason: string;
  kubernetesVersion: string;
  /** Docker reference of the kind node image; it has no container images inside in build mode. */
  nodeImage: string;
  /** Docker reference. */
  toolboxImage: string;
  /** Path of the kind program. */
  kind: string;
  /** The shared image store: `folder` is a complete /var/lib/containerd to clone, never to write to; `images` are the references in it. */
  store: { folder: string; images: string[] };
}

/** What {@link prepareImages} is given. */
export interface PrepareOptions {
  /** "pull" or "build"; found out, or taken from TATAMI_IMAGES, unless given. */
  source?: string;
  lessonImages: LessonImages;
  host: Host;
  signal?: AbortSignal;
  onProgress?: (progress: BuildProgress) => void;
  /** Called at the end when anything was made. */
  onMade?: (made: MadeRecipes) => void;
}

/** Sees to all images; what is there already is used as it is. Throws an ImageProblem, or the signal's reason. */
export async function prepareImages(options: PrepareOptions): Promise<Images> {
  const cache = cacheFolder();
  const { choice, plan } = await choosePlan(cache, options);
  const wanted = partsOf(plan);
  const missing = await missingRecipes(wanted);
  const diskFolders = missing.length > 0 ? [cache, await run("docker", ["info", "--format", "{{.DockerRootDir}}"], { timeoutMs: 20_000, signal: options.signal })] : [];
  const places = await buildRecipes(wanted, { ...options, cacheFolder: cache, diskFolders });
  if (missing.length > 0) {
    await mkdir(cache, { recursive: true });
    await writeFile(sourceFile(cache), choice.source);
    // 3 GB that only an unfinished build needs again.
    await rm(goCacheFolder(cache), { recursive: true, force: true });
  }
  const placeOf = (recipe: Recipe): string => places.get(recipe) as string;
  const store = placeOf(plan.store);
  return {
    ...choice,
    kubernetesVersion: plan.kubernetesVersion,
    nodeImage: placeOf(plan.node),
    toolboxImage: placeOf(plan.toolbox),
    kind: join(placeOf(plan.kind), "kind"),
    store: { folder: join(store, storeContainerd), images: (await readFile(join(store, storeList), "utf8")).split("\n").filter(Boolean) },
  };
}

/** Everything that has to be there at the end. */
export function partsOf({ node, toolbox, kind, store }: Plan): Recipe[] {
  return [node, toolbox, kind, store];
}

/** What is still to be made by the source that was asked for or was used last, else by a build. Asks no registry and makes nothing. */
export async function missingImages(cache: string, { lessonImages, signal }: Pick<PrepareOptions, "lessonImages" | "signal">): Promise<{ source: ImageSource; forced: boolean; missing: Recipe[] }> {
  const forced = forcedSource();
  const source = forced?.source ?? (await lastSource(cache)) ?? "build";
  return { source, forced: forced !== undefined, missing: await missingRecipes(partsOf(await planOf(source, cache, lessonImages, signal))) };
}

/** What was asked for; else the source of the last time as long as all of it is still here; else what this machine can reach. */
export async function choosePlan(cache: string, { source, lessonImages, signal }: Pick<PrepareOptions, "source" | "lessonImages" | "signal">): Promise<{ choice: SourceChoice; plan: Plan }> {
  const forced = forcedSource(source);
  if (forced) return { choice: forced, plan: await planOf(forced.source, cache, lessonImages, signal) };
  const last = await lastSource(cache);
  if (last) {
    const plan = await planOf(last, cache, lessonImages, signal);
    if ((await missingRecipes(partsOf(plan))).length === 0) return { choice: { source: last, reason: `images: ${last}, as prepared earlier` }, plan };
  }
  const choice = await findSource(signal);
  return { choice, plan: await planOf(choice.source, cache, lessonImages, signal) };
}

async function planOf(source: ImageSource, cache: string, lessonImages: LessonImages, signal?: AbortSignal): Promise<Plan> {
  return source === "build" ? buildPlan(cache, lessonImages) : pullPlan(cache, lessonImages, { hasGo: await goOnPath(join(goModules, "kind"), signal) });
}

async function lastSource(cache: string): Promise<ImageSource | undefined> {
  const last = await readFile(sourceFile(cache), "utf8").catch(() => "");
  return last === "build" || last === "pull" ? last : undefined;
}

function sourceFile(cache: string): string {
  return join(cache, "image-source");
}
