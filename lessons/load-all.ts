import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import type { InLanguages, Lesson } from "./lesson.ts";
import { loadLesson } from "./load.ts";
import { LessonMistakes, type Mistake } from "./mistakes.ts";
import { readStructure } from "./structure.ts";

/** What a folder of lessons holds: those that work, the courses they make up, and those that do not work with their mistakes. */
export interface LessonShelf {
  lessons: Lesson[];
  courses: Course[];
  broken: { id: string; mistakes: readonly Mistake[] }[];
}

/** Lessons that belong together: a folder with a structure.json. */
export interface Course {
  /** Folder below the lessons root, e.g. `cndjp3`. */
  id: string;
  title: InLanguages<string>;
  description: InLanguages<string>;
  /** Ids of its lessons that work, in their order. */
  lessons: string[];
}

const deepest = 4;

/** Loads every folder with an index.json below the root, in the order of structure.json where there is one (only what it lists counts then), else by name. */
export async function loadLessons(root: string): Promise<LessonShelf> {
  const shelf: LessonShelf = { lessons: [], courses: [], broken: [] };
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
  const folders = entries.filter((entry) => entry.isDirectory() && !/^[._]|^node_modules$/.test(entry.name)).map((entry) => entry.name).sort();
  const structure = await readStructure(folder, folders);
  if (structure && structure.mistakes.length > 0) shelf.broken.push({ id, mistakes: structure.mistakes });
  for (const name of structure?.folders ?? folders) await collect(root, [...path, name], shelf);
  if (!structure?.folders) return;
  const listed = structure.folders.map((name) => [...path, name].join("/"));
  const lessons = listed.filter((lesson) => shelf.lessons.some((loaded) => loaded.id === lesson));
  if (lessons.length > 0) shelf.courses.push({ id: id || basename(root), title: structure.title, description: structure.description, lessons });
}
