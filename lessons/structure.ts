import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { z } from "zod";
import { JsonMistake, type JsonSource, parseJson } from "./json-source.ts";
import type { InLanguages } from "./lesson.ts";
import type { Mistake } from "./mistakes.ts";

/** What a folder's structure.json says. */
export interface Structure {
  /** The folder's own name where its author has written no title. */
  title: InLanguages<string>;
  description: InLanguages<string>;
  /** Names of the folders that count, in their order; undefined where it cannot be used: then all count. */
  folders: string[] | undefined;
  /** What is wrong with it; what is right is used all the same. */
  mistakes: Mistake[];
}

const file = "structure.json";
const mostCharacters = 256 * 1024;
const localized = z.union([z.string().transform((text) => ({ en: text })), z.object({ en: z.string().optional(), ja: z.string().optional() })]);
/** Killercoda's shape; `title` and `description` of the whole are ours: `{ "en": "...", "ja": "..." }`, or a text for both. */
const structureFile = z.looseObject({
  title: localized.optional(),
  description: localized.optional(),
  items: z.array(z.looseObject({ path: z.string() }), `"items" is missing`),
});

/** Reads the structure.json of a folder; undefined where there is none. */
export async function readStructure(folder: string, subfolders: readonly string[]): Promise<Structure | undefined> {
  const text = await readFile(join(folder, file), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  if (text.length > mostCharacters) return unusable([{ file, line: 1, message: `has more than the ${mostCharacters} characters that are allowed` }]);
  try {
    return structureOf(folder, subfolders, parseJson(text));
  } catch (error) {
    if (!(error instanceof JsonMistake)) throw error;
    return unusable([{ file, line: error.line, message: `broken JSON: ${error.message}` }]);
  }
}

function structureOf(folder: string, subfolders: readonly string[], source: JsonSource): Structure {
  const read = structureFile.safeParse(source.value);
  if (!read.success) {
    return unusable(read.error.issues.map(({ path, message }) => ({ file, line: source.lineOf(path), message: `${path.join(".") || "the file"}: ${message}` })));
  }
  const { title, description, items } = read.data;
  const mistakes: Mistake[] = [];
  const folders = items.flatMap(({ path }, index) => {
    const name = path.replace(/^\.?\/|\/$/g, "");
    if (subfolders.includes(name)) return [name];
    mistakes.push({ file, line: source.lineOf(["items", index, "path"]), message: `there is no folder ${name}` });
    return [];
  });
  return { title: title ?? { en: basename(folder) }, description: description ?? {}, folders: [...new Set(folders)], mistakes };
}

function unusable(mistakes: Mistake[]): Structure {
  return { title: {}, description: {}, folders: undefined, mistakes };
}
