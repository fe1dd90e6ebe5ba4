import { lstat, realpath } from "node:fs/promises";
import { join, posix, relative } from "node:path";
import { z } from "zod";
import { indexProblem } from "./index-problem.ts";
import { type JsonSource, parseJson } from "./json-source.ts";
import { LessonFileError, readLessonFile } from "./lesson-files.ts";
import type { Mistake } from "./mistakes.ts";
import { SourceMistake } from "./source-mistake.ts";

const limit = 256 * 1024;

/** What was read of a file that lists lessons. */
export type CourseFile<T> = { found: "nothing" } | { found: "mistakes"; mistakes: Mistake[] } | { found: "data"; data: T; source: JsonSource };

/** Reads a file that lists lessons (`structure.json`, `x-pathway.json`); only a plain file that is in the folder itself, and no large one. */
export async function readCourseFile<T>(folder: string, file: string, shape: z.ZodType<T>): Promise<CourseFile<T>> {
  const wrong = (line: number, message: string): CourseFile<T> => ({ found: "mistakes", mistakes: [{ file, line, message }] });
  try {
    const source = parseJson((await readLessonFile(folder, file, limit)).toString("utf8"));
    const read = shape.safeParse(source.value);
    if (read.success) return { found: "data", data: read.data, source };
    return { found: "mistakes", mistakes: read.error.issues.map((issue) => ({ file, line: source.lineOf(issue.path), message: indexProblem(issue, source.value) })) };
  } catch (error) {
    if (error instanceof SourceMistake) return wrong(error.line, `broken JSON: ${error.message}`);
    if (!(error instanceof LessonFileError)) throw error;
    return (await isThere(join(folder, file))) ? wrong(1, error.message) : { found: "nothing" };
  }
}

/**
 * The path, from the root of all lessons, of a folder that such a file lists; `from` is the file's own folder. It may be beside the file (`../other/lesson`) and
 * may be a symbolic link, whose end is given; undefined when there is none of that name, or when it is hidden, holds the file, or is outside of the root.
 */
export async function listedFolder(root: string, from: string, path: string): Promise<string | undefined> {
  if (/[\\\0]/.test(path)) return undefined;
  const named = posix.normalize(posix.join(from, path)).replace(/\/$/, "");
  if (named.startsWith("../") || holds(named, from) || isHidden(named)) return undefined;
  const ends = await Promise.all([root, join(root, named)].map((one) => realpath(one).catch(() => undefined)));
  const [realRoot, real] = ends;
  if (realRoot === undefined || real === undefined || !real.startsWith(`${realRoot}/`) || !(await lstat(real)).isDirectory()) return undefined;
  const listed = relative(realRoot, real);
  return holds(listed, from) || isHidden(listed) ? undefined : listed;
}

/** Whether a folder is another one, or around it. */
function holds(folder: string, other: string): boolean {
  return folder === "." || folder === ".." || `${other}/`.startsWith(`${folder}/`);
}

function isHidden(path: string): boolean {
  return path.split("/").some((part) => /^[._]|^node_modules$/.test(part));
}

async function isThere(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined)) !== undefined;
}
