import { readdir } from "node:fs/promises";
import { join, posix } from "node:path";
import { LessonFileError, readLessonFile } from "../lesson-files.ts";
import type { Lesson, LessonScript } from "../lesson.ts";
import { stepOf } from "../scripts.ts";

/** A state that looks right and is not: what a learner might do instead of what the step asks for. */
export interface NearMiss extends LessonScript {
  /** The file's name without its ending, e.g. `wrong-port`. */
  name: string;
  /** What the check must say to it in English (or in the lesson's only language); any refusal will do where it is missing. */
  says?: RegExp;
  /** Takes it back before the next one. */
  undo?: LessonScript;
}

/** A near miss that cannot be used; the message says why, for the author. */
export class NearMissMistake extends Error {
  override readonly name = "NearMissMistake";
  /** Relative to the lesson's folder. */
  readonly file: string;

  constructor(file: string, message: string) {
    super(message);
    this.file = file;
  }
}

const scriptLimit = 64 * 1024;

/** Where the near misses of a step lie, if it has any, below the lesson's folder; undefined for one that can have none: without a `verify`, or with one in the lesson's own folder, where none is its own. */
export function nearMissFolder(lesson: Lesson, step: number): string | undefined {
  const { verify } = stepOf(lesson, step);
  const home = verify && posix.dirname(verify.file);
  return home === undefined || home === "." ? undefined : posix.join(home, "near-misses");
}

/**
 * The near misses of a step, by name: `near-misses/NAME.sh` beside its `verify`, run as the learner with `set -e`. A first comment line
 * `# says: REGEX` tells what the check answers; `near-misses/NAME.undo.sh` takes it back. Throws {@link NearMissMistake}.
 */
export async function readNearMisses(lesson: Lesson, step: number): Promise<NearMiss[]> {
  const folder = nearMissFolder(lesson, step);
  if (folder === undefined) return [];
  const names = await readdir(join(lesson.folder, folder)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  const scripts = names.filter((name) => name.endsWith(".sh")).sort();
  const misses: NearMiss[] = [];
  for (const name of scripts.filter((script) => !script.endsWith(".undo.sh"))) {
    const base = name.slice(0, -".sh".length);
    const script = await readScript(lesson, posix.join(folder, name));
    const says = saysOf(script);
    const undo = scripts.includes(`${base}.undo.sh`) ? await readScript(lesson, posix.join(folder, `${base}.undo.sh`)) : undefined;
    misses.push({ ...script, name: base, ...(says && { says }), ...(undo && { undo }) });
  }
  const lonely = scripts.find((name) => name.endsWith(".undo.sh") && !scripts.includes(name.replace(/\.undo\.sh$/, ".sh")));
  if (lonely) throw new NearMissMistake(posix.join(folder, lonely), `takes back a near miss that is not there: ${lonely.replace(/\.undo\.sh$/, ".sh")}`);
  return misses;
}

async function readScript(lesson: Lesson, file: string): Promise<LessonScript> {
  try {
    return { file, source: (await readLessonFile(lesson.folder, file, scriptLimit)).toString("utf8").replace(/\r\n?/g, "\n") };
  } catch (error) {
    if (error instanceof LessonFileError) throw new NearMissMistake(file, error.message);
    throw error;
  }
}

function saysOf({ file, source }: LessonScript): RegExp | undefined {
  const words = /^(?:#!.*\n)?#\s*says:\s*(.+)$/m.exec(source.split("\n").slice(0, 2).join("\n"))?.[1]?.trim();
  if (words === undefined) return undefined;
  try {
    return new RegExp(words);
  } catch (error) {
    throw new NearMissMistake(file, `"# says: ${words}" is no regular expression: ${(error as Error).message}`);
  }
}
