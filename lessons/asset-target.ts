import { posix } from "node:path";
import type { ToolboxUser } from "../clusters/environment.ts";
import { LessonFileError } from "./lesson-files.ts";

/**
 * The folder that an asset's target means: relative to the learner's home (empty = the home itself), or an absolute path outside of it.
 * `~/x`, `/root/x` and `/home/learner/x` are all the learner's home: foreign scenarios think that they run as root, and that commands begin there. Throws {@link LessonFileError} for a way out by `..`.
 */
export function assetTarget(target: string): string {
  if (target.split("/").includes("..")) throw new LessonFileError(`"${target}" is not in the learner's home: a target with .. leads anywhere`);
  const inHome = /^(?:~|\/root|\/home\/learner|\$HOME|\$\{HOME\})(?:\/|$)(.*)$/.exec(target)?.[1] ?? target;
  const folder = posix.normalize(target.startsWith("/") && inHome === target ? target : inHome.replace(/^\/+/, "") || ".").replace(/\/$/, "");
  return folder === "." ? "" : folder || "/";
}

/** What is the kernel's, or the venue's own. */
const notFiles = ["dev", "proc", "run", "sys"];

/** Why nothing can be put into this folder; undefined where that can be done. Root has every place of its toolbox; others have their home. */
export function unreachable(target: string, user: ToolboxUser): string | undefined {
  if (!isOutsideHome(target)) return undefined;
  if (user === "learner") return `"${target}" is not in the learner's home: write ~/ in front`;
  if (!notFiles.includes(target.split("/")[1] ?? "")) return undefined;
  return `"${target}" is no place for files: put them into another folder, as in /opt or /data`;
}

/** True for a folder that is not the learner's home or below it. */
function isOutsideHome(target: string): boolean {
  return target.startsWith("/");
}
