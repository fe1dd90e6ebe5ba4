import { readdir } from "node:fs/promises";
import { join, posix } from "node:path";
import { LessonFileError } from "./lesson-files.ts";

const mostFiles = 1_000;
const mostBytes = 64 * 1024 * 1024;
const mostEntries = 20_000;
const mostLooks = 400_000;

/** What all assets of one lesson may be and cost together, so that no set of patterns fills a disk or takes minutes to be tried. */
export class AssetBudget {
  #files = 0;
  #bytes = 0;
  #looks = 0;
  readonly #listed = new Map<string, Promise<string[]>>();

  /** The files below a folder whose paths match a pattern; a link is one of them, and what is behind it is nobody's. Throws {@link LessonFileError} when there are too many to be looked through. */
  async filesLike(folder: string, pattern: string): Promise<string[]> {
    const listed = this.#listed.get(folder) ?? filesBelow(folder);
    this.#listed.set(folder, listed);
    const files = await listed;
    this.#looks += files.length;
    if (this.#looks > mostLooks) throw new LessonFileError(`the lesson's assets are too many to be compared with all patterns: more than ${mostLooks} times one with another`);
    return files.filter((file) => posix.matchesGlob(file, pattern));
  }

  /** One file of this size more is copied. Throws {@link LessonFileError} when that is too much. */
  take(bytes: number): void {
    this.#files++;
    this.#bytes += bytes;
    if (this.#files > mostFiles) throw new LessonFileError(`the lesson's assets are more than ${mostFiles} files together`);
    if (this.#bytes > mostBytes) throw new LessonFileError(`the lesson's assets have more than ${mostBytes / 1024 / 1024} MiB together`);
  }
}

async function filesBelow(folder: string): Promise<string[]> {
  const files: string[] = [];
  const open = [""];
  for (let entries = 0; open.length > 0; ) {
    const within = open.pop()!;
    const found = await readdir(join(folder, within), { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT" || error.code === "ENOTDIR") return [];
      throw error;
    });
    entries += found.length;
    if (entries > mostEntries) throw new LessonFileError(`assets/ holds more than ${mostEntries} files and folders`);
    for (const entry of found) (entry.isDirectory() ? open : files).push(posix.join(within, entry.name));
  }
  return files.sort();
}
