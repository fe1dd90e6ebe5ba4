import { lstat } from "node:fs/promises";
import { join, posix } from "node:path";
import { z } from "zod";
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
    return { found: "mistakes", mistakes: read.error.issues.map(({ path, message }) => ({ file, line: source.lineOf(path), message: `${path.join(".") || "the file"}: ${message}` })) };
  } catch (error) {
    if (error instanceof SourceMistake) return wrong(error.line, `broken JSON: ${error.message}`);
    if (!(error instanceof LessonFileError)) throw error;
    return (await isThere(join(folder, file))) ? wrong(1, error.message) : { found: "nothing" };
  }
}

/** The path of a folder that such a file lists, without decoration; undefined when there is none of that name below it: no link, no way out, nothing hidden. */
export async function listedFolder(folder: string, path: string): Promise<string | undefined> {
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  if (parts.length === 0 || parts.some((part) => /^[._]|^node_modules$|[\\\0]/.test(part))) return undefined;
  for (const [n] of parts.entries()) if (!(await isFolder(join(folder, ...parts.slice(0, n + 1))))) return undefined;
  return posix.join(...parts);
}

async function isFolder(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined))?.isDirectory() ?? false;
}

async function isThere(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined)) !== undefined;
}
