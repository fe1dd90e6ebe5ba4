import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import type { InLanguages } from "./lesson.ts";
import { LessonFileError, readLessonFile } from "./lesson-files.ts";
import type { Mistake } from "./mistakes.ts";
import { type Pathway, readPathway } from "./pathway.ts";
import { readStructure, type StructureItem } from "./structure.ts";

/** A folder of lessons, looked through without reading the lessons themselves. */
export interface FoundLessons {
  /** Ids of the lessons (their paths below the root) in the order in which they are offered. */
  ids: string[];
  courses: Course[];
  /** What a course calls its lessons, by their ids. */
  named: Map<string, LessonName>;
  /** Mistakes of `structure.json` and `x-pathway.json` files, by the id of the folder. */
  mistakes: { id: string; mistakes: Mistake[] }[];
}

/** What a lesson is called in place of what its own author calls it. */
export type LessonName = Pick<StructureItem, "title" | "description">;

/** Lessons that belong together: a folder with a structure.json, or a Katacoda pathway; the same shape as the wire's CourseSummary. */
export interface Course {
  /** Folder below the lessons root, e.g. `cndjp3`. */
  id: string;
  title: InLanguages<string>;
  description: InLanguages<string>;
  /** Ids of its lessons, in their order. */
  lessons: string[];
  /** What is part of it and is somewhere else. */
  links?: { title: string; description: string; href: string }[];
}

const deepest = 6;
const indexLimit = 256 * 1024;

/** Finds every folder with an index.json below the root, in the order of structure.json where there is one (only what it lists counts then), else by name. */
export async function findLessons(root: string): Promise<FoundLessons> {
  const found: FoundLessons = { ids: [], courses: [], named: new Map(), mistakes: [] };
  await collect({ root, found, seen: new Set() }, [], { name: {}, listed: false, inLesson: false });
  return found;
}

interface Search {
  root: string;
  found: FoundLessons;
  /** Folders that have been looked through: one may be listed twice, by itself and in another. */
  seen: Set<string>;
}

/** How a folder was come to. */
interface Way {
  name: LessonName;
  /** A structure.json lists it: of a lesson it means that one alone. */
  listed: boolean;
  /** A folder around it is a lesson: not everything that is named index.json is another one there. */
  inLesson: boolean;
}

/** Gives the ids of the lessons in this folder that belong to no course below it. */
async function collect(search: Search, path: readonly string[], { name, listed, inLesson }: Way): Promise<string[]> {
  const { root, found, seen } = search;
  const id = path.join("/");
  if (seen.has(id)) return [];
  seen.add(id);
  const folder = join(root, id);
  const entries = await readdir(folder, { withFileTypes: true });
  const hasIndex = entries.some((entry) => entry.name === "index.json" && !entry.isDirectory());
  const folders = entries.filter((entry) => entry.isDirectory() && !/^[._]|^node_modules$/.test(entry.name) && !(hasIndex && entry.name === "assets")).map((entry) => entry.name).sort();
  if (path.length > 0 && hasIndex) {
    if (inLesson && !(await looksLikeScenario(folder))) return [];
    found.ids.push(id);
    if (name.title || name.description) found.named.set(id, name);
    return listed || path.length >= deepest ? [id] : [id, ...(await collectAll(search, path, folders))];
  }
  if (path.length >= deepest) return [];
  if (inLesson) return collectAll(search, path, folders);
  const structure = await readStructure(folder);
  if (structure && structure.mistakes.length > 0) found.mistakes.push({ id, mistakes: structure.mistakes });
  const lessons: string[] = [];
  for (const item of structure?.items ?? folders.map((path): StructureItem => ({ path }))) {
    const { title, description } = item;
    const way = { name: { ...(title && { title }), ...(description && { description }) }, listed: structure?.items !== undefined, inLesson: hasIndex };
    lessons.push(...(await collect(search, [...path, ...item.path.split("/")], way)));
  }
  const pathways = entries.filter((entry) => entry.isFile() && entry.name.endsWith("-pathway.json")).map((entry) => entry.name).sort();
  for (const file of pathways) addPathway(found, id, await readPathway(folder, file));
  if (!structure?.items) return lessons;
  if (lessons.length > 0) found.courses.push({ id: id || basename(root), title: inLanguages(name.title) ?? structure.title, description: inLanguages(name.description) ?? structure.description, lessons });
  return [];
}

/** Lessons that lie in a lesson's folder: a course's first lesson may be its folder's own. */
async function collectAll(search: Search, path: readonly string[], folders: readonly string[]): Promise<string[]> {
  const lessons: string[] = [];
  for (const folder of folders) lessons.push(...(await collect(search, [...path, folder], { name: {}, listed: false, inLesson: true })));
  return lessons;
}

/** Programs have an index.json, too. */
async function looksLikeScenario(folder: string): Promise<boolean> {
  try {
    return /"(?:details|backend)"\s*:/.test((await readLessonFile(folder, "index.json", indexLimit)).toString("utf8"));
  } catch (error) {
    if (error instanceof LessonFileError) return false;
    throw error;
  }
}

function addPathway(found: FoundLessons, folder: string, { name, title, description, lessons, links, mistakes }: Pathway): void {
  const idOf = (path: string): string => [folder, path].filter(Boolean).join("/");
  if (mistakes.length > 0) found.mistakes.push({ id: folder, mistakes });
  const known = lessons.map((lesson) => ({ ...lesson, id: idOf(lesson.path) })).filter(({ id }) => found.ids.includes(id));
  for (const { id, title, description } of known) if ((title || description) && !found.named.has(id)) found.named.set(id, { ...(title && { title }), ...(description && { description }) });
  if (known.length === 0) return;
  found.courses.push({ id: idOf(name), title: { en: title }, description: description ? { en: description } : {}, lessons: [...new Set(known.map(({ id }) => id))], ...(links.length > 0 && { links }) });
}

function inLanguages(text: string | InLanguages<string> | undefined): InLanguages<string> | undefined {
  return typeof text === "string" ? { en: text } : text;
}
