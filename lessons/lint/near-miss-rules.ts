import { type Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, posix } from "node:path";
import { LessonReader } from "../lesson-reader.ts";
import type { Lesson, LessonStep } from "../lesson.ts";
import type { Mistake } from "../mistakes.ts";
import { nearMissFolder, NearMissMistake, readNearMisses } from "../proof/near-misses.ts";

/** What is wrong with the near misses of the steps, which only their author and the proof read; those that nobody reads are told, too. */
export async function nearMissMistakes(lesson: Lesson): Promise<Mistake[]> {
  const reader = new LessonReader(lesson.folder);
  for (const step of lesson.steps.keys()) {
    try {
      for (const { file, undo } of await readNearMisses(lesson, step)) {
        for (const script of [file, undo?.file]) if (script) await reader.script(script, { file: script, line: 1 }, true);
      }
    } catch (error) {
      if (!(error instanceof NearMissMistake)) throw error;
      reader.mistake(error.file, 1, error.message);
    }
  }
  const read = new Set(lesson.steps.map((step, n) => nearMissFolder(lesson, n) ?? unchecked(step)));
  for await (const { folder, names } of foldersOf(lesson.folder)) {
    if (!read.has(folder)) reader.mistake(folder, 1, "belongs to no step and is not run: near misses lie beside the verify of their step, in a folder of its own (step/verify.sh, step/near-misses/)");
    else for (const name of names) if (!name.endsWith(".sh")) reader.mistake(posix.join(folder, name), 1, "is not run: the name of a near miss ends with .sh");
  }
  return reader.mistakes;
}

/** Where they would be read if the step had a check; that it has none is told elsewhere. */
function unchecked({ verify, text, solve }: LessonStep): string | undefined {
  const file = verify ? undefined : (solve ?? Object.values(text)[0])?.file;
  return file && posix.join(posix.dirname(file), "near-misses");
}

/** Deeper than any step lies. */
const deepest = 6;

/** Every `near-misses/` below a lesson's folder, and what is in it; other lessons that lie there have their own. */
async function* foldersOf(lesson: string, folder = ""): AsyncGenerator<{ folder: string; names: string[] }> {
  const entries: Dirent[] = await readdir(join(lesson, folder), { withFileTypes: true });
  const isMirror = /^_[^/]*$/.test(folder);
  if (folder !== "" && !isMirror && entries.some(({ name }) => name === "index.json")) return;
  for (const entry of entries) {
    const path = posix.join(folder, entry.name);
    if (!entry.isDirectory() || /^\.|^node_modules$/.test(entry.name) || path.split("/").length > deepest || path === "assets") continue;
    if (entry.name === "near-misses") yield { folder: path, names: await readdir(join(lesson, path)) };
    else yield* foldersOf(lesson, path);
  }
}
