import type { Lesson } from "../lesson.ts";
import type { Mistake } from "../mistakes.ts";
import { LessonReader } from "../lesson-reader.ts";
import { NearMissMistake, readNearMisses } from "../proof/near-misses.ts";

/** What is wrong with the near misses of the steps, which only their author and the proof read. */
export async function nearMissMistakes(lesson: Lesson): Promise<Mistake[]> {
  const reader = new LessonReader(lesson.folder);
  for (const step of lesson.steps.keys()) {
    try {
      for (const { file, undo } of await readNearMisses(lesson, step)) {
        for (const script of [file, undo?.file]) if (script) await reader.script(script, { file: script, line: 1 }, true);
      }
    } catch (error) {
      if (!(error instanceof NearMissMistake)) throw error;
      reader.mistake(error.file, 1, error.message);
    }
  }
  return reader.mistakes;
}
