import { access, stat } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import { fileLimit } from "../clusters/holder/request.ts";
import type { ToolboxUser } from "../clusters/environment.ts";
import { AssetBudget } from "./asset-budget.ts";
import { assetTarget, unreachable } from "./asset-target.ts";
import { fileMode } from "./file-mode.ts";
import type { IndexAsset } from "./index-file.ts";
import type { LessonAssetRule } from "./lesson.ts";
import { LessonFileError, pathInside } from "./lesson-files.ts";

const mostFiles = 500;

/** What the patterns of real lessons keep far below; more of it makes a pattern that takes minutes to be tried. */
const mostLength = 300;
const mostWildcards = 5;
const mostBraces = 2;

/** How a rule is read. */
export interface AssetRuleOptions {
  /** Shared by all rules of a lesson. */
  budget?: AssetBudget;
  /** Whose toolbox it is; the learner's unless told. */
  user?: ToolboxUser;
  /** Told what cannot be used of a rule while the rest of it can; without it that refuses the rule. */
  onMiss?: (message: string) => void;
}

/** Reads one entry of `details.assets.<host>[]`: which files below `assets/` it names and where they go; undefined where nothing of it can be used. Throws {@link LessonFileError}. */
export async function readAssetRule(
  folder: string,
  host: string,
  { file, target, chmod, from = "lesson" }: IndexAsset,
  { budget = new AssetBudget(), user = "learner", onMiss = refuse }: AssetRuleOptions = {},
): Promise<LessonAssetRule | undefined> {
  if (from === "course") await mustHaveCourse(folder);
  const into = assetTarget(target);
  // What stands in our own course is held against its author.
  const files = await filesNamed({ folder, from, budget, onMiss: from === "course" ? refuse : onMiss }, file);
  if (files.length === 0) return undefined;
  const reason = onMiss === refuse && !isPlainlyHome(target) ? `"${target}" is not in the learner's home: write ~/ in front` : unreachable(into, user);
  if (reason !== undefined) onMiss(reason);
  const mode = chmod === undefined ? undefined : fileMode(chmod);
  if (chmod !== undefined && mode === undefined) onMiss(`chmod "${chmod}" is not understood: write +x or three digits like 755`);
  return { host, from, files, target: into, ...(isNested(file) && { byName: true }), ...(mode !== undefined && { mode }) };
}

/** The real path of a file that a rule names. Throws {@link LessonFileError} for one that has gone or has become a way out of the folder. */
export async function assetPath(lessonFolder: string, from: LessonAssetRule["from"], file: string): Promise<string> {
  return pathInside(folderOf(lessonFolder, from), posix.join("assets", file), from);
}

function refuse(message: string): never {
  throw new LessonFileError(message);
}

function folderOf(lessonFolder: string, from: LessonAssetRule["from"]): string {
  return from === "course" ? dirname(lessonFolder) : lessonFolder;
}

/** True for one file in a folder below `assets/`, and not for a pattern. */
function isNested(file: string): boolean {
  return file.includes("/") && !/[*?[\]{}]/.test(file);
}

/** A lesson of ours says what it means. */
function isPlainlyHome(target: string): boolean {
  return /^(?:~|\/root|\/home\/learner|\$HOME)(?:\/|$)/.test(target);
}

/** Without structure.json the folder around a lesson is no course, and its files are nobody's to give away. */
async function mustHaveCourse(lessonFolder: string): Promise<void> {
  try {
    await access(join(dirname(lessonFolder), "structure.json"));
  } catch (error) {
    throw new LessonFileError(`"from": "course" needs a structure.json in the folder around the lesson`, { cause: error });
  }
}

type Named = { folder: string; from: LessonAssetRule["from"] } & Required<Pick<AssetRuleOptions, "budget" | "onMiss">>;

async function filesNamed(named: Named, pattern: string): Promise<string[]> {
  if (pattern.startsWith("/") || pattern.split("/").includes("..")) throw new LessonFileError(`"${pattern}" leads out of assets/`);
  if (isIntricate(pattern)) throw new LessonFileError(`"${pattern.slice(0, 60)}" is too intricate for a pattern: at most ${mostWildcards} wildcards, ${mostBraces} lists like {a,b} and ${mostLength} characters, no ranges and no +(…)`);
  const files = await filesLike(named, pattern);
  if (files.length > 0) return files;
  // Some write the folder too, which every file is in.
  const bare = pattern.replace(/^(?:\.\/)?assets\//, "");
  const meant = bare === pattern || named.onMiss === refuse ? [] : await filesLike(named, bare);
  if (meant.length === 0) named.onMiss(`no file below ${named.from === "course" ? "the course's " : ""}assets/ is named by "${pattern}"`);
  return meant;
}

async function filesLike({ folder, from, budget, onMiss }: Named, pattern: string): Promise<string[]> {
  const files: string[] = [];
  for (const file of await budget.filesLike(join(folderOf(folder, from), "assets"), pattern.replace(/^(?:\.\/)+/, ""))) {
    const facts = await stat(await assetPath(folder, from, file));
    if (!facts.isFile()) continue;
    if (facts.size > fileLimit) {
      onMiss(`assets/${file} has ${facts.size} bytes, more than the ${fileLimit} that are allowed`);
      continue;
    }
    budget.take(facts.size);
    files.push(file);
    if (files.length > mostFiles) throw new LessonFileError(`"${pattern}" names more than ${mostFiles} files`);
  }
  return files;
}

function isIntricate(pattern: string): boolean {
  const count = (what: RegExp) => pattern.match(what)?.length ?? 0;
  return pattern.length > mostLength || count(/\*+/g) > mostWildcards || count(/\{/g) > mostBraces || /\{[^}]*\.\.|[*?+@!]\(/.test(pattern);
}
