import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";

/** A file of the page, in memory. */
export interface PageFile {
  type: string;
  bytes: Buffer;
}

const types: Record<string, string> = { ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml" };

/** The files of a folder by their paths in the address. */
export async function readPageFiles(folder: string): Promise<Map<string, PageFile>> {
  const names = (await readdir(folder)).filter((name) => types[extname(name)] !== undefined);
  const files = await Promise.all(names.map(async (name) => [`/${name}`, { type: types[extname(name)] as string, bytes: await readFile(join(folder, name)) }] as const));
  return new Map(files);
}
