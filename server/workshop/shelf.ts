import { fileURLToPath } from "node:url";
import { type LessonShelf, loadLessons } from "../../lessons/load-all.ts";
import { printMistake } from "../../lessons/mistakes.ts";
import type { Log } from "../log.ts";

/** The lessons that come with Tatami. */
export const ownLessonsDir = fileURLToPath(new URL("../../lessons", import.meta.url));

/** Loads our lessons and those of further folders. Mistakes are logged for their authors; a broken lesson keeps nobody from the others. */
export async function loadShelf(folders: readonly string[], log: Log): Promise<LessonShelf> {
  const shelf: LessonShelf = { lessons: [], courses: [], broken: [] };
  for (const folder of [ownLessonsDir, ...folders]) {
    try {
      const { lessons, courses, broken } = await loadLessons(folder);
      for (const lesson of lessons) {
        const twin = shelf.lessons.find(({ id }) => id === lesson.id);
        if (twin) shelf.broken.push({ id: lesson.id, mistakes: [{ file: lesson.folder, line: 1, message: `has the name of the lesson in ${twin.folder}; rename one of the two folders` }] });
        else shelf.lessons.push(lesson);
      }
      for (const course of courses) if (!shelf.courses.some(({ id }) => id === course.id)) shelf.courses.push(course);
      shelf.broken.push(...broken);
    } catch (error) {
      log.error({ event: "lessons-unreadable", folder, err: error });
      shelf.broken.push({ id: folder, mistakes: [{ file: folder, line: 1, message: error instanceof Error ? error.message : String(error) }] });
    }
  }
  for (const { id, mistakes } of shelf.broken) log.error({ event: "lesson-broken", lesson: id, mistakes: mistakes.map(printMistake) });
  return shelf;
}
