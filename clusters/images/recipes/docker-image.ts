import { copyFile, cp, mkdir, mkdtemp, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { CommandError, run } from "../../command.ts";
import type { Recipe, Work } from "../builder/recipe.ts";

/** One file or folder of a build context: on this machine, in another recipe's folder, or written by a function. */
export type ContextPart = string | { of: Recipe; file: string } | { write(folder: string): Promise<void> };

/** A Docker image that a Dockerfile makes. */
export interface DockerImage extends Pick<Recipe, "name" | "expectedSeconds" | "megabytes"> {
  cacheFolder: string;
  dockerfile: string;
  /** Another image recipe, given to the Dockerfile as the argument BASE. */
  base?: Recipe;
  /** Further arguments of the Dockerfile. */
  arguments?: Readonly<Record<string, string>> | undefined;
  /** Path in the context to what is put there. */
  context: Record<string, ContextPart>;
  /** What decides about the content of parts that are not read from `inputs`: versions of programs, sources of written files. */
  literals?: readonly string[];
  inputs?: readonly string[];
}

/** Label of all images that recipes make; its value is the recipe's name. */
export const imageLabel = "tatami.image";

/** A recipe for an image `tatami/NAME:KEY`, built by docker from a context that is put together for it. */
export function dockerImage({ cacheFolder, dockerfile, base, arguments: given = {}, context, literals = [], inputs = [], ...facts }: DockerImage): Recipe {
  const settings = Object.entries(given).map(([name, value]) => `${name}=${value}`);
  const parts = Object.entries(context);
  const sources = parts.map(([, part]) => part).filter((part) => typeof part === "object" && "of" in part);
  return {
    ...facts,
    lane: "network",
    inputs: [dockerfile, ...inputs],
    literals: [...literals, ...settings, ...parts.map(([path]) => path)],
    needs: [...new Set([...(base ? [base] : []), ...sources.map(({ of }) => of)])],
    placeOf: (key) => `tatami/${facts.name}:${key}`,
    isMade: imageExists,
    async build(work) {
      await mkdir(join(cacheFolder, "contexts"), { recursive: true });
      const folder = await mkdtemp(join(cacheFolder, "contexts", `${facts.name}-`));
      try {
        await copyFile(dockerfile, join(folder, "Dockerfile"));
        for (const [path, part] of parts) await place(join(folder, path), part, work);
        const values = [...(base ? [`BASE=${work.placeOf(base)}`] : []), ...settings].flatMap((setting) => ["--build-arg", setting]);
        const args = ["build", "--network", "host", "--label", `${imageLabel}=${facts.name}`, "--tag", work.place, ...values, folder];
        await run("docker", args, { signal: work.signal, timeoutMs: 1_800_000, onLine: work.onDetail, env: await builderEnvironment() });
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

/** True when Docker has an image of this reference. */
export async function imageExists(reference: string): Promise<boolean> {
  try {
    await run("docker", ["image", "inspect", "--format", "{{.Id}}", reference], { timeoutMs: 30_000 });
    return true;
  } catch (error) {
    if (error instanceof CommandError && /no such image/i.test(error.output)) return false;
    throw error;
  }
}

async function place(path: string, part: ContextPart, work: Work): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  if (typeof part === "object" && "write" in part) return await part.write(path);
  const source = typeof part === "string" ? part : join(work.placeOf(part.of), part.file);
  if ((await stat(source)).isDirectory()) await cp(source, path, { recursive: true, verbatimSymlinks: true });
  else await copyFile(source, path);
}

let environment: Promise<Record<string, string>> | undefined;

/** A Docker client without its buildx plugin needs to be told to use the builder that it has inside. */
function builderEnvironment(): Promise<Record<string, string>> {
  environment ??= run("docker", ["buildx", "version"], { timeoutMs: 20_000 }).then(
    () => ({}),
    () => ({ DOCKER_BUILDKIT: "0" }),
  );
  return environment;
}
