import type { Lesson } from "../../../lessons/lesson.ts";

/** Stands on the shelf for a lesson that cannot be read yet, so that there is a page for its mistakes to be shown in. */
export function placeholderLesson(id: string, folder: string): Lesson {
  return {
    id,
    folder,
    language: "en",
    title: { en: id, ja: id },
    description: { en: "This lesson cannot be read yet. Start it to see why.", ja: "このレッスンはまだ読み込めません。開始すると理由が表示されます。" },
    time: {},
    difficulty: {},
    flavor: "shell",
    user: "learner",
    verifyAs: "checker",
    grants: [],
    steps: [],
    assets: [],
    terminals: [],
    foreign: {},
    lint: [],
    notices: [],
  };
}
