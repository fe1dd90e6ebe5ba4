import { createHash, type Hash } from "node:crypto";
import { readdir, readFile, readlink, stat, lstat } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Recipe } from "./recipe.ts";

/** Keys of recipes: the same as long as everything that goes into the result is the same, on whatever path it lies. */
export class RecipeKeys {
  readonly #keys = new Map<Recipe, Promise<string>>();

  /** 16 hex digits of the SHA-256 over name, architecture, inputs' content, literals and the needs' keys. */
  of(recipe: Recipe): Promise<string> {
    let key = this.#keys.get(recipe);
    if (!key) this.#keys.set(recipe, (key = this.#compute(recipe)));
    return key;
  }

  async #compute(recipe: Recipe): Promise<string> {
    const hash = createHash("sha256");
    add(hash, "recipe", recipe.name, process.arch, ...recipe.literals);
    for (const input of recipe.inputs) await addPath(hash, input, basename(input));
    for (const need of recipe.needs) add(hash, "need", await this.of(need));
    return hash.digest("hex").slice(0, 16);
  }
}

/** Names are relative to the input, so that another clone of the repository has the same keys. */
async function addPath(hash: Hash, path: string, name: string): Promise<void> {
  const stats = await lstat(path);
  if (stats.isSymbolicLink()) return add(hash, "link", name, await readlink(path));
  if (!stats.isDirectory()) {
    const executable = ((await stat(path)).mode & 0o100) !== 0;
    return add(hash, executable ? "program" : "file", name, await readFile(path));
  }
  add(hash, "folder", name);
  for (const child of (await readdir(path)).sort()) await addPath(hash, join(path, child), `${name}/${child}`);
}

/** With the length before each part, two lists of parts never look the same. */
function add(hash: Hash, ...parts: (string | Uint8Array)[]): void {
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
}
