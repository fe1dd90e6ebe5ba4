import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * True when node_modules holds what package-lock.json asks for. npm writes node_modules/.package-lock.json as the last act of every
 * install, so an install that was interrupted half-way has none or an old one. `marker` names a file that has to be there as well.
 */
export function modulesAreCurrent(root, marker) {
  const modules = join(root, "node_modules");
  if (marker && !(existsSync(marker) && existsSync(join(modules, ".bin", "node")))) return false;
  const wanted = packagesOf(join(root, "package-lock.json"));
  const installed = packagesOf(join(modules, ".package-lock.json"));
  if (!wanted) throw new Error("package-lock.json is missing: get it back with `git checkout package-lock.json`.");
  if (!installed) return false;
  return Object.entries(wanted).every(([path, { version, integrity, optional }]) => {
    if (path === "") return true;
    const found = installed[path];
    return found ? found.version === version && found.integrity === integrity : optional === true;
  });
}

function packagesOf(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")).packages : undefined;
}
