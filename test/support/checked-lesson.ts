import type { Lesson } from "../../lessons/lesson.ts";

/** A lesson of one step, with this check. */
export function lessonWith(source: string, verifyAs: Lesson["verifyAs"], verifyTimeout = 20): Lesson {
  const step = { title: {}, text: {}, verify: { file: "one/verify.sh", source }, verifyTimeout, recheck: 0 };
  return { id: "lesson", folder: "/", language: "en", title: {}, description: {}, time: {}, difficulty: {}, flavor: "shell", user: "learner", verifyAs, grants: [], steps: [step], assets: [], terminals: [], foreign: {}, lint: [], notices: [] };
}
