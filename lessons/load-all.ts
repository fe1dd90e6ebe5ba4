import { join } from "node:path";
import { type Course, findLessons } from "./find-lessons.ts";
import type { Lesson } from "./lesson.ts";
import { loadLesson } from "./load.ts";
import { LessonMistakes, type Mistake } from "./mistakes.ts";

/** What a folder of lessons holds: those that work, the courses that they make up, and those that do not work with their mistakes. */
export interface LessonShelf {
  lessons: Lesson[];
  /** Without the lessons that do not work. */
  courses: Course[];
  broken: { id: string; mistakes: readonly Mistake[] }[];
}

/** Loads every lesson below the root. */
export async function loadLessons(root: string): Promise<LessonShelf> {
  const { ids, courses, mistakes } = await findLessons(root);
  const shelf: LessonShelf = { lessons: [], courses: [], broken: [...mistakes] };
  for (const id of ids) {
    try {
      shelf.lessons.push(await loadLesson(join(root, id), id));
    } catch (error) {
      if (!(error instanceof LessonMistakes)) throw error;
      shelf.broken.push({ id, mistakes: error.mistakes });
    }
  }
  const works = (id: string): boolean => shelf.lessons.some((lesson) => lesson.id === id);
  shelf.courses = courses.map((course) => ({ ...course, lessons: course.lessons.filter(works) })).filter(({ lessons }) => lessons.length > 0);
  return shelf;
}
