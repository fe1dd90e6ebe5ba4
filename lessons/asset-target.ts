import { posix } from "node:path";
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

/** True for a folder that is not the learner's home or below it. */
export function isOutsideHome(target: string): boolean {
  return target.startsWith("/");
}
