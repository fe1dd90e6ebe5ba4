import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseJson } from "./json-source.ts";
import type { Mistake } from "./mistakes.ts";

/** A folder of lessons, looked through without reading the lessons themselves. */
export interface FoundLessons {
  /** Ids of the lessons (their paths below the root) in the order in which they are offered. */
  ids: string[];
  /** Mistakes of `structure.json` files, by the id of the course. */
  mistakes: { id: string; mistakes: Mistake[] }[];
}

const deepest = 6;

/** Finds every folder with an index.json below the root, in the order of structure.json where there is one (only what it lists counts then), else by name. */
export async function findLessons(root: string): Promise<FoundLessons> {
  const found: FoundLessons = { ids: [], mistakes: [] };
  await collect(root, [], found);
  return found;
}

async function collect(root: string, path: string[], found: FoundLessons): Promise<void> {
  const folder = join(root, ...path);
  const entries = await readdir(folder, { withFileTypes: true });
  const id = path.join("/");
  if (path.length > 0 && entries.some((entry) => entry.name === "index.json" && !entry.isDirectory())) return void found.ids.push(id);
  if (path.length >= deepest) return;
  const folders = entries.filter((entry) => entry.isDirectory() && !/^[._]|^node_modules$/.test(entry.name)).map((entry) => entry.name);
  for (const name of await inOrder(folder, folders.sort(), id, found)) await collect(root, [...path, name], found);
}

async function inOrder(folder: string, folders: string[], id: string, found: FoundLessons): Promise<string[]> {
  const text = await readFile(join(folder, "structure.json"), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return folders;
  const listed = listedFolders(text);
  if (typeof listed === "string") {
    found.mistakes.push({ id, mistakes: [{ file: "structure.json", line: 1, message: listed }] });
    return folders;
  }
  const missing = listed.filter((name) => !folders.includes(name));
  if (missing.length > 0) found.mistakes.push({ id, mistakes: missing.map((name) => ({ file: "structure.json", line: 1, message: `there is no folder ${name}` })) });
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
