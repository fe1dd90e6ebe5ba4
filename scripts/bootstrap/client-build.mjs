import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What the built page is made of. */
const sources = ["client", "server/protocol.ts", "vite.config.ts", "package-lock.json"];

/** True when dist/client was built from the sources as they are now. */
export function clientIsCurrent(root) {
  const marker = markerPath(root);
  return existsSync(marker) && readFileSync(marker, "utf8") === hashOfSources(root);
}

/** Notes that dist/client was just built. */
export function markClient(root) {
  writeFileSync(markerPath(root), hashOfSources(root));
}

function markerPath(root) {
  return join(root, "dist", "client", ".built-from");
}

function hashOfSources(root) {
  const hash = createHash("sha256");
  for (const source of sources) {
    for (const path of filesBelow(join(root, source))) hash.update(path.slice(root.length)).update("\0").update(readFileSync(path)).update("\0");
  }
  return hash.digest("hex");
}

function filesBelow(path) {
  if (!existsSync(path)) return [];
  const entries = readDirectory(path);
  if (!entries) return [path];
  return entries.flatMap((entry) => (entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)])).sort();
}

function readDirectory(path) {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (error) {
    if (error.code === "ENOTDIR") return undefined;
    throw error;
  }
}
