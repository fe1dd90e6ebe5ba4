import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import type { InLanguages } from "./lesson.ts";
import type { Mistake } from "./mistakes.ts";
import { readStructure } from "./structure.ts";

/** A folder of lessons, looked through without reading the lessons themselves. */
export interface FoundLessons {
  /** Ids of the lessons (their paths below the root) in the order in which they are offered. */
  ids: string[];
  courses: Course[];
  /** Mistakes of `structure.json` files, by the id of the course. */
  mistakes: { id: string; mistakes: Mistake[] }[];
}

/** Lessons that belong together: a folder with a structure.json; the same shape as the wire's CourseSummary. */
export interface Course {
  /** Folder below the lessons root, e.g. `cndjp3`. */
  id: string;
  title: InLanguages<string>;
  description: InLanguages<string>;
  /** Ids of its lessons, in their order. */
  lessons: string[];
}

const deepest = 6;

/** Finds every folder with an index.json below the root, in the order of structure.json where there is one (only what it lists counts then), else by name. */
export async function findLessons(root: string): Promise<FoundLessons> {
  const found: FoundLessons = { ids: [], courses: [], mistakes: [] };
  await collect(root, [], found);
  return found;
}

async function collect(root: string, path: string[], found: FoundLessons): Promise<void> {
  const folder = join(root, ...path);
  const entries = await readdir(folder, { withFileTypes: true });
  const id = path.join("/");
  if (path.length > 0 && entries.some((entry) => entry.name === "index.json" && !entry.isDirectory())) return void found.ids.push(id);
  if (path.length >= deepest) return;
  const folders = entries.filter((entry) => entry.isDirectory() && !/^[._]|^node_modules$/.test(entry.name)).map((entry) => entry.name).sort();
  const structure = await readStructure(folder, folders);
  if (structure && structure.mistakes.length > 0) found.mistakes.push({ id, mistakes: structure.mistakes });
  for (const name of structure?.folders ?? folders) await collect(root, [...path, name], found);
  if (!structure?.folders) return;
  const lessons = structure.folders.map((name) => [...path, name].join("/")).filter((lesson) => found.ids.includes(lesson));
  if (lessons.length > 0) found.courses.push({ id: id || basename(root), title: structure.title, description: structure.description, lessons });
}
