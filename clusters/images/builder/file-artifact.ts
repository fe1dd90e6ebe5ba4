import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Recipe, Work } from "./recipe.ts";

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
      const unfinished = `${work.place}.unfinished`;
      const remove = async (): Promise<void> => {
        if (!existsSync(unfinished)) return;
        if (ownedByRoot) await work.host.runAsRoot("rm", ["-rf", "--one-file-system", unfinished], { timeoutMs: 120_000 });
        else await rm(unfinished, { recursive: true, force: true });
      };
      await remove();
      await mkdir(unfinished, { recursive: true });
      try {
        await fill(unfinished, work);
        work.signal.throwIfAborted();
        await rename(unfinished, work.place);
      } catch (error) {
        await remove();
        throw error;
      }
    },
  };
}
