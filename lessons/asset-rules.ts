import { access, glob, stat } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import { fileLimit } from "../clusters/holder/request.ts";
import type { IndexAsset } from "./index-file.ts";
import type { LessonAssetRule } from "./lesson.ts";
import { LessonFileError, pathInside } from "./lesson-files.ts";

const mostFiles = 500;

/** What the patterns of real lessons keep far below; more of it makes a pattern that takes minutes to be tried. */
const mostLength = 300;
const mostWildcards = 5;
const mostBraces = 2;

/** Reads one entry of `details.assets.<host>[]`: which files below `assets/` it names and where in the home they go. Throws {@link LessonFileError}. */
export async function readAssetRule(folder: string, host: string, { file, target, chmod, from = "lesson" }: IndexAsset): Promise<LessonAssetRule> {
  const mode = chmod === undefined ? undefined : modeOf(chmod);
  if (from === "course") await mustHaveCourse(folder);
  return { host, from, files: await filesNamed(folder, from, file), target: targetInHome(target), ...(mode !== undefined && { mode }) };
}

/** The real path of a file that a rule names. Throws {@link LessonFileError} for one that has gone or has become a way out of the folder. */
export async function assetPath(lessonFolder: string, from: LessonAssetRule["from"], file: string): Promise<string> {
  return pathInside(folderOf(lessonFolder, from), posix.join("assets", file), from);
}

function folderOf(lessonFolder: string, from: LessonAssetRule["from"]): string {
  return from === "course" ? dirname(lessonFolder) : lessonFolder;
}

/** Without structure.json the folder around a lesson is no course, and its files are nobody's to give away. */
async function mustHaveCourse(lessonFolder: string): Promise<void> {
  try {
    await access(join(dirname(lessonFolder), "structure.json"));
  } catch (error) {
    throw new LessonFileError(`"from": "course" needs a structure.json in the folder around the lesson`, { cause: error });
  }
}

async function filesNamed(folder: string, from: LessonAssetRule["from"], pattern: string): Promise<string[]> {
  if (pattern.startsWith("/") || pattern.split("/").includes("..")) throw new LessonFileError(`"${pattern}" leads out of assets/`);
  if (isIntricate(pattern)) throw new LessonFileError(`"${pattern.slice(0, 60)}" is too intricate for a pattern: at most ${mostWildcards} wildcards, ${mostBraces} lists like {a,b} and ${mostLength} characters, no ranges and no +(…)`);
  const assets = join(folderOf(folder, from), "assets");
  const files: string[] = [];
  for await (const entry of glob(pattern, { cwd: assets, withFileTypes: true })) {
    if (entry.isDirectory()) continue;
    const file = posix.relative(assets, posix.join(entry.parentPath, entry.name));
    const { size } = await stat(await assetPath(folder, from, file));
    if (size > fileLimit) throw new LessonFileError(`assets/${file} has ${size} bytes, more than the ${fileLimit} that are allowed`);
    files.push(file);
    if (files.length > mostFiles) throw new LessonFileError(`"${pattern}" names more than ${mostFiles} files`);
  }
  if (files.length === 0) throw new LessonFileError(`no file below ${from === "course" ? "the course's " : ""}assets/ is named by "${pattern}"`);
  return files.sort();
}

function isIntricate(pattern: string): boolean {
  const count = (what: RegExp) => pattern.match(what)?.length ?? 0;
  return pattern.length > mostLength || count(/\*+/g) > mostWildcards || count(/\{/g) > mostBraces || /\{[^}]*\.\.|[*?+@!]\(/.test(pattern);
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
