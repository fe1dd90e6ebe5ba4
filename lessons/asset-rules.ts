import { glob, stat } from "node:fs/promises";
import { join, posix } from "node:path";
import { fileLimit } from "../clusters/holder/request.ts";
import type { LessonAssetRule } from "./lesson.ts";
import { LessonFileError, pathInside } from "./lesson-files.ts";

const mostFiles = 500;

/** Reads one entry of `details.assets.<host>[]`: which files below `assets/` it names and where in the home they go. Throws {@link LessonFileError}. */
export async function readAssetRule(folder: string, host: string, { file, target, chmod }: { file: string; target: string; chmod?: string }): Promise<LessonAssetRule> {
  const mode = chmod === undefined ? undefined : modeOf(chmod);
  return { host, files: await filesNamed(folder, file), target: targetInHome(target), ...(mode !== undefined && { mode }) };
}

async function filesNamed(folder: string, pattern: string): Promise<string[]> {
  if (pattern.startsWith("/") || pattern.split("/").includes("..")) throw new LessonFileError(`"${pattern}" leads out of assets/`);
  const files: string[] = [];
  for await (const entry of glob(pattern, { cwd: join(folder, "assets"), withFileTypes: true })) {
    if (entry.isDirectory()) continue;
    const file = posix.relative(join(folder, "assets"), posix.join(entry.parentPath, entry.name));
    const { size } = await stat(await pathInside(folder, posix.join("assets", file)));
    if (size > fileLimit) throw new LessonFileError(`assets/${file} has ${size} bytes, more than the ${fileLimit} that are allowed`);
    files.push(file);
    if (files.length > mostFiles) throw new LessonFileError(`"${pattern}" names more than ${mostFiles} files`);
  }
  if (files.length === 0) throw new LessonFileError(`no file below assets/ is named by "${pattern}"`);
  return files.sort();
}

/** `~/x`, `/root/x` and `/home/learner/x` are all the learner's home: foreign scenarios think that they run as root. */
function targetInHome(target: string): string {
  const inHome = /^(?:~|\/root|\/home\/learner|\$HOME)(?:\/|$)(.*)$/.exec(target)?.[1];
  if (inHome === undefined || inHome.split("/").includes("..")) throw new LessonFileError(`"${target}" is not in the learner's home: write ~/ in front`);
  return posix.normalize(inHome || ".").replace(/^\.$|\/$/g, "");
}

function modeOf(chmod: string): number {
  if (chmod === "+x") return 0o755;
  if (/^0?[0-7]{3}$/.test(chmod)) return Number.parseInt(chmod, 8);
  throw new LessonFileError(`chmod "${chmod}" is not understood: write +x or three digits like 755`);
}
