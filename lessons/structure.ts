import { basename, join } from "node:path";
import { z } from "zod";
import { listedFolder, readCourseFile } from "./course-file.ts";
import type { InLanguages } from "./lesson.ts";
import type { Mistake } from "./mistakes.ts";

/** What a folder's structure.json says. */
export interface Structure {
  /** The folder's own name where its author has written no title. */
  title: InLanguages<string>;
  description: InLanguages<string>;
  /** The folders that count, in their order; undefined where it cannot be used: then all count. */
  items: StructureItem[] | undefined;
  /** What is wrong with it; what is right is used all the same. */
  mistakes: Mistake[];
}

/** A folder that counts: a lesson, or a folder of lessons. */
export interface StructureItem {
  /** From the root of all lessons. */
  path: string;
  /** In place of the title that is written there; a text stands for every language. */
  title?: string | InLanguages<string>;
  description?: string | InLanguages<string>;
}

const file = "structure.json";
const localized = z.union([z.string(), z.object({ en: z.string().optional(), ja: z.string().optional() })], 'must be a text, or one for each language: { "en": "...", "ja": "..." }');
/** Killercoda's shape; `title` and `description` of the whole are ours: `{ "en": "...", "ja": "..." }`, or a text for both. */
const structureFile = z.looseObject({
  title: localized.optional(),
  description: localized.optional(),
  items: z.array(z.looseObject({ path: z.string(), title: localized.nullish(), description: localized.nullish() })),
});

/** Reads the structure.json of a folder below the root of all lessons; undefined where there is none. */
export async function readStructure(root: string, id: string): Promise<Structure | undefined> {
  const folder = join(root, id);
  const read = await readCourseFile(folder, file, structureFile);
  if (read.found === "nothing") return undefined;
  if (read.found === "mistakes") return { title: {}, description: {}, items: undefined, mistakes: read.mistakes };
  const { title, description, items } = read.data;
  const mistakes: Mistake[] = [];
  const listed = new Map<string, StructureItem>();
  for (const [index, item] of items.entries()) {
    const path = await listedFolder(root, id, item.path);
    if (path === undefined) mistakes.push({ file, line: read.source.lineOf(["items", index, "path"]), message: `there is no folder ${item.path.replace(/^\.?\/|\/$/g, "")}` });
    else if (!listed.has(path)) listed.set(path, { path, ...(item.title && { title: item.title }), ...(item.description && { description: item.description }) });
  }
  return { title: inBoth(title) ?? { en: basename(folder) }, description: inBoth(description) ?? {}, items: [...listed.values()], mistakes };
}

function inBoth(text: string | InLanguages<string> | undefined): InLanguages<string> | undefined {
  return typeof text === "string" ? { en: text } : text;
}
