import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import type { Lesson } from "../../lessons/lesson.ts";
import { loadLesson } from "../../lessons/load.ts";
import { importLesson } from "../../scripts/lesson/import.ts";
import { lessonFolder, type LessonFolder } from "./lesson-folder.ts";

/** What `lesson import` has made of a track or a workshop. */
export interface ImportedLesson {
  /** A folder of the test's own, which the lesson's folder is in. */
  around: string;
  folder: string;
  lesson: Lesson;
  /** Its report, line by line. */
  said: string[];
}

/** For all tests of a file: what this folder becomes is given to `take` before them, and removed after them. */
export function useImportedLesson(source: string, take: (imported: ImportedLesson) => void): void {
  let own: LessonFolder;
  beforeAll(async () => {
    own = await lessonFolder({});
    const folder = join(own.path, "lesson");
    const said: string[] = [];
    await importLesson(source, { out: folder }, (line) => said.push(line));
    take({ around: own.path, folder, lesson: await loadLesson(folder), said });
  });
  afterAll(async () => await own[Symbol.asyncDispose]());
}
