import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Lesson } from "./lesson.ts";
import { loadLesson } from "./load.ts";
import { LessonMistakes, type Mistake } from "./mistakes.ts";
import { parseJson } from "./json-source.ts";

/** What a folder of lessons holds: those that work, and those that do not with their mistakes. */
export interface LessonShelf {
  lessons: Lesson[];
  broken: { id: string; mistakes: readonly Mistake[] }[];
}

const deepest = 4;

/** Loads every folder with an index.json below the root, in the order of structure.json where there is one (only what it lists counts then), else by name. */
export async function loadLessons(root: string): Promise<LessonShelf> {
  const shelf: LessonShelf = { lessons: [], broken: [] };
  await collect(root, [], shelf);
  return shelf;
}

async function collect(root: string, path: string[], shelf: LessonShelf): Promise<void> {
  const folder = join(root, ...path);
  const entries = await readdir(folder, { withFileTypes: true });
  const id = path.join("/");
  if (path.length > 0 && entries.some((entry) => entry.name === "index.json" && !entry.isDirectory())) {
    try {
      shelf.lessons.push(await loadLesson(folder, id));
    } catch (error) {
      if (!(error instanceof LessonMistakes)) throw error;
      shelf.broken.push({ id, mistakes: error.mistakes });
    }
    return;
  }
  if (path.length >= deepest) return;
  const folders = entries.filter((entry) => entry.isDirectory() && !/^[._]|^node_modules$/.test(entry.name)).map((entry) => entry.name);
  for (const name of await inOrder(folder, folders.sort(), id, shelf)) await collect(root, [...path, name], shelf);
}

async function inOrder(folder: string, folders: string[], id: string, shelf: LessonShelf): Promise<string[]> {
  const text = await readFile(join(folder, "structure.json"), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return folders;
  const listed = listedFolders(text);
  if (typeof listed === "string") {
    shelf.broken.push({ id, mistakes: [{ file: "structure.json", line: 1, message: listed }] });
    return folders;
  }
  const missing = listed.filter((name) => !folders.includes(name));
  if (missing.length > 0) shelf.broken.push({ id, mistakes: missing.map((name) => ({ file: "structure.json", line: 1, message: `there is no folder ${name}` })) });
  return listed.filter((name) => folders.includes(name));
}

function listedFolders(text: string): string[] | string {
  try {
    const value = parseJson(text).value as { items?: unknown } | null;
    if (!Array.isArray(value?.items)) return `"items" is missing`;
    return value.items.flatMap((item: { path?: unknown } | null) => (typeof item?.path === "string" ? [item.path.replace(/^\.?\/|\/$/g, "")] : []));
  } catch (error) {
    return `broken JSON: ${error instanceof Error ? error.message : error}`;
  }
}
