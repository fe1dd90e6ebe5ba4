import { lstat, realpath } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import type { LessonLanguage } from "./lesson.ts";

/** A folder that holds a lesson's texts in another language, in the tree of the lesson's own. */
export interface Mirror {
  /** The folder that reading may not leave: the lesson's own, or the one that all lessons are in. */
  root: string;
  /** The mirror, from that folder. */
  path: string;
  /** The mirror, from the lesson's folder, as it is told to authors. */
  shown: string;
}

/** The folders around a lesson in which `_<lang>/` may mirror the tree, the nearest first: Katacoda has one at the repository's root. None is outside of the folder that all lessons are in. */
export async function foldersAround(lesson: string, lessons: string | undefined): Promise<{ root: string; around: string[] }> {
  const root = lessons === undefined ? undefined : await realpath(lessons).catch(() => undefined);
  const around: string[] = [];
  if (root === undefined || !lesson.startsWith(`${root}/`)) return { root: root ?? lesson, around };
  for (let folder = dirname(lesson); folder.startsWith(root); folder = dirname(folder)) around.push(folder);
  return { root, around };
}

/** The lesson's mirrors in this language, the one in its own folder first. `lesson` is a real path. */
export async function mirrorsOf(lesson: string, lessons: string | undefined, language: LessonLanguage): Promise<Mirror[]> {
  const { root, around } = await foldersAround(lesson, lessons);
  const folders = [{ root: lesson, folder: join(lesson, `_${language}`) }, ...around.map((one) => ({ root, folder: join(one, `_${language}`, relative(one, lesson)) }))];
  const there = await Promise.all(folders.map(({ folder }) => isThere(folder)));
  return folders.filter((_, n) => there[n]).map(({ root, folder }) => ({ root, path: relative(root, folder), shown: relative(lesson, folder) }));
}

async function isThere(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined)) !== undefined;
}
