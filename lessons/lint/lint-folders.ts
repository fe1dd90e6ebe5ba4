import { existsSync } from "node:fs";
import { join } from "node:path";
import { atOnce } from "../at-once.ts";
import { findLessons } from "../find-lessons.ts";
import type { Mistake } from "../mistakes.ts";
import { lintLesson } from "./lint-lesson.ts";

/** What was found in folders of lessons. */
export interface LintReport {
  lessons: number;
  /** Their files are relative to where the folders are: paths that an editor opens. */
  mistakes: Mistake[];
}

/** Lessons that are read at the same time: so many scripts are then read by one bash. */
const mostAtOnce = 128;

/** Lints lessons, courses and folders of them. A folder that is not there, or in which there is no lesson, is a mistake too. */
export async function lintFolders(folders: readonly string[]): Promise<LintReport> {
  const report: LintReport = { lessons: 0, mistakes: [] };
  for (const folder of folders) {
    const { lessons, mistakes } = await lessonsIn(folder);
    report.mistakes.push(...mistakes);
    report.lessons += lessons.length;
    const found = await atOnce(lessons, mostAtOnce, async (lesson) => (await lintLesson(lesson, { lessons: folder })).map((mistake) => ({ ...mistake, file: join(lesson, mistake.file) })));
    report.mistakes.push(...found.flat());
  }
  return report;
}

/** The folders of the lessons in a folder, itself included, and what is wrong with the courses around them. */
export async function lessonsIn(folder: string): Promise<{ lessons: string[]; mistakes: Mistake[] }> {
  if (!existsSync(folder)) return { lessons: [], mistakes: [{ file: folder, line: 1, message: "there is no such folder" }] };
  const { ids, mistakes } = await findLessons(folder);
  const courses = mistakes.flatMap(({ id, mistakes: found }) => found.map((mistake) => ({ ...mistake, file: join(folder, id, mistake.file) })));
  const own = existsSync(join(folder, "index.json")) ? [folder] : [];
  if (ids.length + own.length + courses.length === 0) courses.push({ file: folder, line: 1, message: "there is no lesson in it: a lesson is a folder with an index.json" });
  return { lessons: [...own, ...ids.map((id) => join(folder, id))], mistakes: courses };
}
