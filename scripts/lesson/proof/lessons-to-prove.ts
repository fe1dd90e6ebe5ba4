import { basename, join, resolve } from "node:path";
import { lessonsIn } from "../../../lessons/lint/lint-folders.ts";
import type { Lesson } from "../../../lessons/lesson.ts";
import { loadLesson } from "../../../lessons/load.ts";
import { LessonMistakes, printMistake } from "../../../lessons/mistakes.ts";
import type { LessonProof } from "../../../lessons/proof/proof.ts";

/** What is in folders that are to be proved. */
export interface LessonsToProve {
  lessons: Lesson[];
  /** Lessons that cannot be read, as proofs that came to nothing: each mistake is a failed stage. */
  unread: LessonProof[];
  /** What is wrong outside of any lesson, such as a folder that is not there; as `file:line: message`. */
  trouble: string[];
}

/** Reads all lessons in these folders, and goes on past those that cannot be read. */
export async function lessonsToProve(folders: readonly string[]): Promise<LessonsToProve> {
  const all: LessonsToProve = { lessons: [], unread: [], trouble: [] };
  for (const folder of folders) {
    const { lessons, mistakes } = await lessonsIn(folder);
    all.trouble.push(...mistakes.map(printMistake));
    for (const path of lessons) {
      try {
        all.lessons.push(await loadLesson(path, basename(resolve(path)), { lessons: folder }));
      } catch (error) {
        if (!(error instanceof LessonMistakes)) throw error;
        all.unread.push(unread(path, error));
      }
    }
  }
  return all;
}

function unread(path: string, { mistakes }: LessonMistakes): LessonProof {
  const trouble = mistakes.map((mistake) => ({ step: -1, stage: "read", outcome: "failed", message: printMistake({ ...mistake, file: join(path, mistake.file) }), seconds: 0 }) as const);
  return { lesson: basename(resolve(path)), folder: resolve(path), languages: [], proved: false, seconds: 0, trouble, steps: [] };
}
