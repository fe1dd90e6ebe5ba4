import { join } from "node:path";
import { findLessons } from "../../lessons/find-lessons.ts";
import { loadLesson } from "../../lessons/load.ts";
import { ownLessonsDir } from "../../server/workshop/shelf.ts";
import type { WindowCase } from "./window.ts";

/** The first window among our lessons that expects this verdict; proved by that verdict and no other. */
export async function ownWindow(expect: "intact" | "lost"): Promise<WindowCase> {
  for (const id of (await findLessons(ownLessonsDir)).ids) {
    const lesson = await loadLesson(join(ownLessonsDir, id), id);
    const step = lesson.steps.findIndex(({ window }) => window?.expect === expect);
    if (step >= 0) return { lesson, step, proves: ({ result }) => result === expect };
  }
  throw new Error(`No lesson of ours has a window that expects ${expect}.`);
}
