import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";

const template = join(import.meta.dirname, "template");

/** Makes a folder with a lesson of one step in two languages, which passes its own test. Throws when the name is none, or the folder is there. */
export async function newLesson(path: string): Promise<string> {
  const folder = resolve(path);
  const name = basename(folder);
  if (!/^[a-z0-9][a-z0-9-]{0,60}$/.test(name)) throw new Error(`${JSON.stringify(name)} is no good name for a lesson: use small letters, digits and -, as in my-first-lesson`);
  await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EEXIST") throw new Error(`${folder} is there already; choose another name`);
    if (error.code === "ENOENT") throw new Error(`the folder around ${folder} is not there; make it first`);
    throw error;
  });
  await cp(template, folder, { recursive: true });
  for (const index of ["index.json", "_ja/index.json"]) {
    const file = join(folder, index);
    await writeFile(file, (await readFile(file, "utf8")).replace('"NAME"', JSON.stringify(name)));
  }
  return folder;
}
