import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Recipe, Work } from "./recipe.ts";

const unfinishedMark = ".unfinished-";

/** A recipe whose result is a folder of files. */
export interface FileArtifact extends Omit<Recipe, "placeOf" | "isMade" | "build"> {
  cacheFolder: string;
  /** Folder inside the cache folder; `artifacts` unless told. */
  shelf?: string;
  /** True where root owns files of the result. */
  ownedByRoot?: boolean;
  /** Fills `folder`, which is there and empty. */
  fill(folder: string, work: Work): Promise<void>;
}

/** Makes a folder beside its place and moves it there when it is complete, so that an interrupted build is never taken for a finished one. */
export function fileArtifact({ cacheFolder, shelf = "artifacts", ownedByRoot = false, fill, ...facts }: FileArtifact): Recipe {
  return {
    ...facts,
    placeOf: (key) => join(cacheFolder, shelf, `${facts.name}-${key}`),
    isMade: async (place) => existsSync(place),
    async build(work) {
      const remove = async (folder: string): Promise<void> => {
        if (ownedByRoot) await work.host.runAsRoot("rm", ["-rf", "--one-file-system", folder], { timeoutMs: 120_000 });
        else await rm(folder, { recursive: true, force: true });
      };
      for (const left of await unfinishedOf(work.place)) await remove(left);
      // A name of its own: a program that outlived a killed build may still write into that one's folder.
      const unfinished = await mkdtemp(`${work.place}${unfinishedMark}`);
      try {
        await fill(unfinished, work);
        work.signal.throwIfAborted();
        await chmod(unfinished, 0o755);
        await rename(unfinished, work.place);
      } catch (error) {
        await remove(unfinished);
        throw error;
      }
    },
  };
}

async function unfinishedOf(place: string): Promise<string[]> {
  await mkdir(dirname(place), { recursive: true });
  const names = await readdir(dirname(place));
  return names.filter((name) => name.startsWith(`${basename(place)}${unfinishedMark}`)).map((name) => join(dirname(place), name));
}
