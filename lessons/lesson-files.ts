import { realpath, stat } from "node:fs/promises";
import { isAbsolute, join, relative, sep } from "node:path";
import { readFile } from "node:fs/promises";

/** A file of a lesson that is missing, too large, or outside the folder it has to be in; the message says which, for the author. */
export class LessonFileError extends Error {
  override readonly name = "LessonFileError";
  /** True when it is simply not there: nothing hostile, and a foreign scenario goes on without it. */
  readonly missing: boolean;

  constructor(message: string, { missing = false, cause }: { missing?: boolean; cause?: unknown } = {}) {
    super(message, { cause });
    this.missing = missing;
  }
}

/** The real path of a file in a lesson's folder, or in its course's. Refuses what leaves the folder, by `..` or by a symbolic link. Throws {@link LessonFileError}. */
export async function pathInside(folder: string, path: string, whose: "lesson" | "course" = "lesson"): Promise<string> {
  const parts = path.split("/");
  if (path === "" || /[\0\\]/.test(path) || isAbsolute(path) || parts.includes("..")) {
    throw new LessonFileError(`${JSON.stringify(path)} is not a path inside the ${whose}'s folder`);
  }
  const real = await realpath(join(folder, path)).catch(() => {
    throw new LessonFileError(`there is no file ${path.slice(0, 200)}`, { missing: true });
  });
  // A real path that begins with the folder's own is inside; only a folder that is named by a link has to be looked up.
  if (isAbsolute(folder) && real.startsWith(`${folder}${sep}`)) return real;
  const way = relative(await realpath(folder), real);
  if (way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way)) throw new LessonFileError(`${path} leads out of the ${whose}'s folder by a symbolic link`);
  return real;
}

/** The real path of a file of a lesson, at most `limit` bytes of it being allowed. Throws {@link LessonFileError}. */
export async function findLessonFile(folder: string, path: string, limit: number): Promise<string> {
  const real = await pathInside(folder, path);
  const facts = await stat(real);
  if (!facts.isFile()) throw new LessonFileError(`${path} is not a file`, { missing: true });
  if (facts.size > limit) throw new LessonFileError(`${path} has ${facts.size} bytes, more than the ${limit} that are allowed`);
  return real;
}

/** Reads a file of a lesson, at most `limit` bytes of it being allowed. Throws {@link LessonFileError}. */
export async function readLessonFile(folder: string, path: string, limit: number): Promise<Buffer> {
  return readFile(await findLessonFile(folder, path, limit));
}
