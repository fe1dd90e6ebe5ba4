import { statSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type LessonShelf, loadLessons } from "../../lessons/load-all.ts";
import { type Mistake, printMistake } from "../../lessons/mistakes.ts";
import { ConfigError } from "../config.ts";
import type { Log } from "../log.ts";

/** The lessons that come with Tatami. */
export const ownLessonsDir = fileURLToPath(new URL("../../lessons", import.meta.url));

/**
 * Loads our lessons and those of further folders. A broken lesson keeps nobody from the others: its mistakes are logged, and `say` gets them
 * with the whole path of each file. Throws {@link ConfigError} for folders that are not there.
 */
export async function loadShelf(folders: readonly string[], { log, say }: { log: Log; say: (line: string) => void }): Promise<LessonShelf> {
  const missing = folders.filter((folder) => !statSync(folder, { throwIfNoEntry: false })?.isDirectory());
  if (missing.length > 0) throw new ConfigError(missing.map((folder) => `--lessons: there is no folder ${folder}; name one that holds lessons, or leave the option out`));
  const shelf: LessonShelf = { lessons: [], courses: [], broken: [] };
  const refuse = (folder: string, id: string, mistakes: readonly Mistake[]): void => {
    shelf.broken.push({ id, mistakes });
    log.error({ event: "lesson-broken", lesson: id, mistakes: mistakes.map(printMistake) });
    const lines = mistakes.map(({ file, ...mistake }) => `  ${printMistake({ ...mistake, file: isAbsolute(file) ? file : join(folder, id, file) })}`);
    say([`✖ Cannot be used: ${id}`, ...lines].join("\n"));
  };
  for (const folder of [ownLessonsDir, ...folders]) {
    try {
      const { lessons, courses, broken } = await loadLessons(folder);
      for (const { id, mistakes } of broken) refuse(folder, id, mistakes);
      for (const lesson of lessons) {
        const twin = shelf.lessons.find(({ id }) => id === lesson.id);
        if (twin) refuse(folder, lesson.id, [{ file: lesson.folder, line: 1, message: `has the name of the lesson in ${twin.folder}; rename one of the two folders` }]);
        else shelf.lessons.push(lesson);
      }
      for (const course of courses) if (!shelf.courses.some(({ id }) => id === course.id)) shelf.courses.push(course);
    } catch (error) {
      log.error({ event: "lessons-unreadable", folder, err: error });
      refuse(folder, folder, [{ file: folder, line: 1, message: error instanceof Error ? error.message : String(error) }]);
    }
  }
  return shelf;
}
