import { existsSync, readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join } from "node:path";

/** The parts of a package-lock.json that are read. */
interface Lock {
  packages: Record<string, { version?: string; integrity?: string; dependencies?: Record<string, string>; optionalDependencies?: Record<string, string>; peerDependencies?: Record<string, string> } | undefined>;
}

/**
 * The npm packages that the TypeScript files of a folder import, with all that those need: path in node_modules to version and checksum, as the
 * nearest package-lock.json above the folder has them. Only what is imported counts, so that a new package elsewhere changes nothing here.
 */
export function lockedPackages(folder: string): Map<string, string> {
  const names = importedPackages(folder);
  const found = new Map<string, string>();
  if (names.size === 0) return found;
  const { packages } = lockAbove(folder);
  const add = (name: string, from: string): void => {
    const path = pathOf(name, from, packages);
    const entry = path === undefined ? undefined : packages[path];
    if (path === undefined || !entry || found.has(path)) return;
    found.set(path, `${entry.version} ${entry.integrity}`);
    for (const need of Object.keys({ ...entry.dependencies, ...entry.optionalDependencies, ...entry.peerDependencies })) add(need, path);
  };
  for (const name of [...names].sort()) add(name, "");
  return found;
}

function importedPackages(folder: string): Set<string> {
  const names = new Set<string>();
  for (const file of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!file.isFile() || !file.name.endsWith(".ts")) continue;
    const source = readFileSync(join(file.parentPath, file.name), "utf8");
    for (const [, name] of source.matchAll(/\b(?:from|import)\s*\(?\s*["']((?:@[\w.-]+\/)?[\w-][\w.-]*)(?:\/[^"']*)?["']/g)) {
      if (name && !builtinModules.includes(name)) names.add(name);
    }
  }
  return names;
}

function lockAbove(folder: string): Lock {
  const file = join(folder, "package-lock.json");
  if (!existsSync(file)) {
    if (dirname(folder) === folder) throw new Error("There is no package-lock.json above a program that imports npm packages.");
    return lockAbove(dirname(folder));
  }
  return JSON.parse(readFileSync(file, "utf8")) as Lock;
}

/** As Node looks for a package: in the node_modules of the one that asks, then further up. */
function pathOf(name: string, from: string, packages: Lock["packages"]): string | undefined {
  const path = `${from}${from && "/"}node_modules/${name}`;
  if (packages[path]) return path;
  return from === "" ? undefined : pathOf(name, from.slice(0, Math.max(0, from.lastIndexOf("/node_modules/"))), packages);
}
