import { join } from "node:path";
import { atOnce } from "./at-once.ts";
import { type Course, findLessons, type LessonName } from "./find-lessons.ts";
import type { InLanguages, Lesson } from "./lesson.ts";
import { loadLesson } from "./load.ts";
import { LessonMistakes, type Mistake } from "./mistakes.ts";

/** What a folder of lessons holds: those that work, the courses that they make up, and those that do not work with their mistakes. */
export interface LessonShelf {
  lessons: Lesson[];
  /** Without the lessons that do not work. */
  courses: Course[];
  broken: { id: string; mistakes: readonly Mistake[] }[];
}

/** Lessons that are read at the same time: so many scripts are then read by one bash. */
const mostAtOnce = 64;

/** Loads every lesson below the root. */
export async function loadLessons(root: string): Promise<LessonShelf> {
  const { ids, courses, named, mistakes } = await findLessons(root);
  const shelf: LessonShelf = { lessons: [], courses: [], broken: [...mistakes] };
  const read = await atOnce(ids, mostAtOnce, async (id) => {
    try {
      return called(await loadLesson(join(root, id), id, { lessons: root }), named.get(id));
    } catch (error) {
      if (!(error instanceof LessonMistakes)) throw error;
      return { id, mistakes: error.mistakes };
    }
  });
  for (const one of read) if ("mistakes" in one) shelf.broken.push(one); else shelf.lessons.push(one);
  const working = new Set(shelf.lessons.map(({ id }) => id));
  shelf.courses = courses.map((course) => ({ ...course, lessons: course.lessons.filter((id) => working.has(id)) })).filter(({ lessons }) => lessons.length > 0);
  return shelf;
}

/** The lesson under the name that its course gives it. */
function called(lesson: Lesson, name: LessonName | undefined): Lesson {
  if (!name) return lesson;
  const inOwn = (text: string | InLanguages<string>): InLanguages<string> => (typeof text === "string" ? { [lesson.language]: text } : text);
  return { ...lesson, ...(name.title && { title: inOwn(name.title) }), ...(name.description && { description: inOwn(name.description) }) };
}
