import { join, resolve } from "node:path";
import { readImport } from "../../lessons/import/import-lesson.ts";
import { lossesFile, writeLesson } from "../../lessons/import/write-lesson.ts";
import { lintFolders } from "../../lessons/lint/lint-folders.ts";
import { inOrder, printMistake } from "../../lessons/mistakes.ts";
import { shownPath } from "./shown-path.ts";

/** What `tatami lesson import` is told. */
export interface ImportOptions {
  /** The new folder; `imported/NAME` when missing. */
  out?: string;
}

/** Makes a lesson of ours of a folder of another platform, and says what was lost and what `lint` finds in it. Throws an ImportProblem when it cannot be. */
export async function importLesson(path: string, { out }: ImportOptions, say: (line: string) => void): Promise<void> {
  const read = await readImport(path);
  const { lesson } = read;
  const folder = resolve(out ?? join("imported", lesson.name));
  await writeLesson(read, folder);
  // Only now: writing finds losses, too.
  for (const loss of inOrder(read.losses)) say(printMistake({ ...loss, file: join(path, loss.file) }));
  const shown = shownPath(folder);
  const { mistakes } = await lintFolders([shown]);
  for (const mistake of mistakes) say(printMistake(mistake));
  const lost = read.losses.length === 0 ? "nothing was lost" : `${read.losses.length} not carried over (${join(shown, lossesFile)})`;
  say(`${shown}: from ${lesson.from}, ${lesson.steps.length} steps; ${lost}; ${mistakes.length === 0 ? "lint finds no mistake" : `lint finds ${mistakes.length}`}`);
}
