import { readdirSync } from "node:fs";

/** Every TypeScript file below these folders, as paths from the project's root. */
export function sourceFiles(folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith(".d.ts"))
      .map((entry) => `${entry.parentPath}/${entry.name}`)
      .sort(),
  );
}
