import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { CommandError } from "../../command.ts";
import { programPath } from "../../program-path.ts";
import { BuildLock } from "./build-lock.ts";
import { checkDiskSpace } from "./disk-space.ts";
import { Durations } from "./durations.ts";
import { secondsLeft, tailsOf } from "./estimate.ts";
import { ImageProblem } from "./image-problem.ts";
import { type BuildProgress, ProgressTeller } from "./progress.ts";
import { RecipeKeys } from "./recipe-key.ts";
import type { Host, Lane, Recipe } from "./recipe.ts";

/** What {@link buildRecipes} needs beside the recipes. */
export interface BuildOptions {
  cacheFolder: string;
  /** Folders whose file systems must have room for what is missing, the cache folder among them. */
  diskFolders: readonly string[];
  host: Host;
  signal?: AbortSignal;
  onProgress?: (progress: BuildProgress) => void;
  /** Called at the end when anything was made. */
  onMade?: (made: MadeRecipes) => void;
}

/** What a build has made, and how long it took. */
export interface MadeRecipes {
  /** In the order in which they were done. */
  recipes: readonly { name: string; seconds: number }[];
  /** By the clock: up to two are made at a time. */
  seconds: number;
}

/** Makes what is missing of the recipes and of all that they need, and gives where everything is. Throws {@link ImageProblem}, or the signal's reason. */
export async function buildRecipes(wanted: readonly Recipe[], options: BuildOptions): Promise<Map<Recipe, string>> {
  const keys = new RecipeKeys();
  const places = await placesOf(wanted, keys);
  if ((await missingOf(wanted, places)).length === 0) return places;
  using _lock = await BuildLock.acquire(options.cacheFolder, {
    ...options,
    onWait: () => options.onProgress?.({ overall: 0, running: [], done: [], total: 0, secondsLeft: 60, detail: "waiting for another process that prepares the same images" }),
  });
  // Another process may have made them meanwhile.
  const missing = await missingOf(wanted, places);
  await prepareHost(missing, options);
  const begin = performance.now();
  const recipes = await runAll(missing, { ...options, keys, places });
  if (recipes.length > 0) options.onMade?.({ recipes, seconds: (performance.now() - begin) / 1000 });
  return places;
}

/** What {@link buildRecipes} would make now. */
export async function missingRecipes(wanted: readonly Recipe[]): Promise<Recipe[]> {
  return await missingOf(wanted, await placesOf(wanted, new RecipeKeys()));
}

async function placesOf(wanted: readonly Recipe[], keys: RecipeKeys): Promise<Map<Recipe, string>> {
  const places = new Map<Recipe, string>();
  for (const recipe of withNeeds(wanted)) places.set(recipe, recipe.placeOf(await keys.of(recipe)));
  return places;
}

/** What has to be made: what is wanted and not there, and what that needs and is not there. What was only needed by something that is there is not made again. */
async function missingOf(wanted: readonly Recipe[], places: Map<Recipe, string>): Promise<Recipe[]> {
  const missing = new Set<Recipe>();
  const look = async (recipe: Recipe): Promise<void> => {
    if (missing.has(recipe) || (await recipe.isMade(places.get(recipe) as string))) return;
    missing.add(recipe);
    await Promise.all(recipe.needs.map(look));
  };
  await Promise.all(wanted.map(look));
  return [...missing];
}

async function prepareHost(missing: readonly Recipe[], options: BuildOptions): Promise<void> {
  await checkDiskSpace(missing, options.diskFolders);
  const absent = missing.flatMap(({ hostPackages = [] }) => hostPackages).filter(({ file }) => !isThere(file));
  const packages = [...new Set(absent.map(({ name }) => name))];
  const onDetail = (detail: string): void => options.onProgress?.({ overall: 0, running: [], done: [], total: missing.length, secondsLeft: Math.ceil(secondsLeft(missing, ({ expectedSeconds }) => expectedSeconds)), detail });
  if (packages.length > 0) {
    onDetail(`installing ${packages.join(", ")}`);
    await options.host.installPackages(packages, options);
  }
  for (const recipe of missing) await recipe.checkHost?.({ signal: options.signal, onDetail });
}

/** A program may be anywhere on PATH: it need not have come as a package. */
function isThere(file: string): boolean {
  return existsSync(file) || (/^\/usr\/s?bin\//.test(file) && programPath(basename(file)) !== undefined);
}

async function runAll(missing: readonly Recipe[], context: BuildOptions & { keys: RecipeKeys; places: Map<Recipe, string> }): Promise<{ name: string; seconds: number }[]> {
  const made: { name: string; seconds: number }[] = [];
  const durations = await Durations.read(join(context.cacheFolder, "durations.json"));
  // Taken once: a bar that is measured anew in the middle would go back.
  const expected = new Map(missing.map((recipe) => [recipe, durations.secondsOf(recipe.name) ?? recipe.expectedSeconds]));
  const secondsOf = (recipe: Recipe): number => expected.get(recipe) as number;
  using teller = new ProgressTeller(missing, secondsOf, context.onProgress ?? (() => undefined));
  const failure = new AbortController();
  const signal = context.signal ? AbortSignal.any([context.signal, failure.signal]) : failure.signal;
  const tails = tailsOf(missing, secondsOf);
  const waiting = new Set([...missing].sort((a, b) => (tails.get(b) as number) - (tails.get(a) as number)));
  const unfinished = new Set(missing);
  const lanes = new Map<Lane, Promise<void>>();

  const make = async (recipe: Recipe): Promise<void> => {
    teller.begin(recipe);
    const place = context.places.get(recipe) as string;
    await recipe.build({ place, key: await context.keys.of(recipe), placeOf: (need) => context.places.get(need) as string, signal, onDetail: (line) => teller.detail(recipe, line), host: context.host });
    const seconds = teller.end(recipe);
    await durations.note(recipe.name, seconds);
    made.push({ name: recipe.name, seconds });
    unfinished.delete(recipe);
  };
  while (unfinished.size > 0 && !signal.aborted) {
    for (const recipe of waiting) {
      if (lanes.has(recipe.lane) || recipe.needs.some((need) => unfinished.has(need))) continue;
      waiting.delete(recipe);
      const work = make(recipe)
        .catch((error: unknown) => failure.abort(problemOf(recipe, error)))
        .finally(() => lanes.delete(recipe.lane));
      lanes.set(recipe.lane, work);
    }
    await Promise.race(lanes.values());
  }
  // What still runs was told to end: it must have let go of its files before anybody tries again.
  await Promise.all(lanes.values());
  context.signal?.throwIfAborted();
  failure.signal.throwIfAborted();
  return made;
}

/** The recipes and all that they need. */
export function withNeeds(recipes: readonly Recipe[]): Set<Recipe> {
  const all = new Set(recipes);
  for (const recipe of all) for (const need of recipe.needs) all.add(need);
  return all;
}

/** The last lines say why; the whole output is in the cause. */
function problemOf(recipe: Recipe, error: unknown): ImageProblem {
  if (error instanceof ImageProblem) return error;
  const words = error instanceof CommandError ? `${error.command}\n${error.output.split("\n").slice(-12).join("\n")}` : error instanceof Error ? error.message : String(error);
  return new ImageProblem(
    `${recipe.name} could not be made: ${words}`,
    "What was made before is kept: start again to go on from there. If it fails in the same way, see whether the network and the package registries answer, and whether the disk is full (`npx tatami doctor`).",
    error,
  );
}
