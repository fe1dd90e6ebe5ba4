import { existsSync } from "node:fs";
import { join } from "node:path";

/** Where root has programs, and a user's PATH may not. */
const foldersOfRoot = ["/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/bin"];

/** Where a program is that this process, or root, would run by its name; undefined where there is none. */
export function programPath(program: string): string | undefined {
  const folders = [...(process.env["PATH"] ?? "").split(":"), ...foldersOfRoot];
  return folders.filter((folder) => folder !== "").map((folder) => join(folder, program)).find((path) => existsSync(path));
}
