import { readdir } from "node:fs/promises";
import { basename, join, posix } from "node:path";
import { listedFolder } from "./course-file.ts";
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
  /** What it calls lessons that have their own place elsewhere (`../other/lesson`), by their ids. */
  names?: Record<string, { title?: InLanguages<string>; description?: InLanguages<string> }>;
  /** What is part of it and is somewhere else. */
  links?: { title: string; description: string; href: string }[];
}

const deepest = 6;
const indexLimit = 256 * 1024;

/** Finds every folder with an index.json below the root, in the order of structure.json where there is one (only what it lists counts then), else by name. */
export async function findLessons(root: string): Promise<FoundLessons> {
  const found: FoundLessons = { ids: [], courses: [], named: new Map(), mistakes: [] };
  const from = await scenarioRoot(root);
  const search: Search = { root, found, seen: new Map(), pathways: [] };
  await collect(search, from, { name: {}, listed: false, inLesson: false });
  // Not before all lessons are known: those of a pathway may be in folders that come later.
  for (const { folder, file } of search.pathways) addPathway(found, folder, await readPathway(root, folder, file));
  return found;
}

interface Search {
  root: string;
  found: FoundLessons;
  /** Folders that have been looked through, and the lessons that were found there: one may be listed in several courses, by itself and in another. */
  seen: Map<string, string[]>;
  /** Katacoda's courses, and the folders that they were found in. */
  pathways: { folder: string; file: string }[];
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
async function collect(search: Search, id: string, way: Way): Promise<string[]> {
  const known = search.seen.get(id);
  if (known) return known;
  // Whoever comes here again by a way in between finds nothing more.
  search.seen.set(id, []);
  const lessons = await lookThrough(search, id, way);
  search.seen.set(id, lessons);
  return lessons;
}

async function lookThrough(search: Search, id: string, { name, listed, inLesson }: Way): Promise<string[]> {
  const { root, found } = search;
  const folder = join(root, id);
  const depth = id === "" ? 0 : id.split("/").length;
  const entries = await readdir(folder, { withFileTypes: true });
  const hasIndex = entries.some((entry) => entry.name === "index.json" && !entry.isDirectory());
  const folders = entries.filter((entry) => entry.isDirectory() && !/^[._]|^node_modules$/.test(entry.name) && !(hasIndex && entry.name === "assets")).map((entry) => entry.name).sort();
  if (depth > 0 && hasIndex) {
    if (inLesson && !(await looksLikeScenario(folder))) return [];
    found.ids.push(id);
    if (name.title || name.description) found.named.set(id, name);
    return listed || depth >= deepest ? [id] : [id, ...(await collectAll(search, id, folders))];
  }
  if (depth >= deepest) return [];
  if (inLesson) return collectAll(search, id, folders);
  const structure = await readStructure(root, id);
  if (structure && structure.mistakes.length > 0) found.mistakes.push({ id, mistakes: structure.mistakes });
  const lessons: string[] = [];
  const names: Course["names"] = {};
  for (const { path, title, description } of structure?.items ?? folders.map((path): StructureItem => ({ path: posix.join(id, path) }))) {
    const own = id === "" || path.startsWith(`${id}/`);
    const called: LessonName = { ...(title && { title }), ...(description && { description }) };
    lessons.push(...(await collect(search, path, { name: own ? called : {}, listed: structure?.items !== undefined, inLesson: hasIndex })));
    if (!own && (title || description)) names[path] = inAllLanguages(called);
  }
  const pathways = entries.filter((entry) => entry.isFile() && entry.name.endsWith("-pathway.json")).map((entry) => entry.name).sort();
  search.pathways.push(...pathways.map((file) => ({ folder: id, file })));
  if (!structure?.items) return lessons;
  const title = inLanguages(name.title) ?? structure.title;
  const description = inLanguages(name.description) ?? structure.description;
  if (lessons.length > 0) found.courses.push({ id: id || basename(root), title, description, lessons: [...new Set(lessons)], ...(Object.keys(names).length > 0 && { names }) });
  return [];
}

/** `scenario_root` in Katacoda's katacoda.yaml: the only folder of a repository in which scenarios are, its other files being of another kind; the whole folder without it. */
async function scenarioRoot(root: string): Promise<string> {
  const written = await readLessonFile(root, "katacoda.yaml", indexLimit).catch((error: unknown) => {
    if (error instanceof LessonFileError) return undefined;
    throw error;
  });
  const named = /^scenario_root[ \t]*:[ \t]*["']?([^\s"'#]+)/m.exec(written?.toString("utf8") ?? "")?.[1];
  return (named && (await listedFolder(root, "", named))) || "";
}

/** Lessons that lie in a lesson's folder: a course's first lesson may be its folder's own. */
async function collectAll(search: Search, id: string, folders: readonly string[]): Promise<string[]> {
  const lessons: string[] = [];
  for (const folder of folders) lessons.push(...(await collect(search, posix.join(id, folder), { name: {}, listed: false, inLesson: true })));
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
  if (mistakes.length > 0) found.mistakes.push({ id: folder, mistakes });
  const known = lessons.map((lesson) => ({ ...lesson, id: lesson.path })).filter(({ id }) => found.ids.includes(id));
  for (const { id, title, description } of known) if ((title || description) && !found.named.has(id)) found.named.set(id, { ...(title && { title }), ...(description && { description }) });
  if (known.length === 0) {
    if (mistakes.length === 0) found.mistakes.push({ id: folder, mistakes: [{ file: `${name}-pathway.json`, line: 1, message: "none of its courses is a lesson here, so it is not shown" }] });
    return;
  }
  found.courses.push({ id: posix.join(folder, name), title: { en: title }, description: description ? { en: description } : {}, lessons: [...new Set(known.map(({ id }) => id))], ...(links.length > 0 && { links }) });
}

function inLanguages(text: string | InLanguages<string> | undefined): InLanguages<string> | undefined {
  return typeof text === "string" ? { en: text } : text;
}

function inAllLanguages({ title, description }: LessonName): { title?: InLanguages<string>; description?: InLanguages<string> } {
  const named = { title: inLanguages(title), description: inLanguages(description) };
  return { ...(named.title && { title: named.title }), ...(named.description && { description: named.description }) };
}
