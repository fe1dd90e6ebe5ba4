import { basename } from "node:path";
import { type LessonPlace, readLesson } from "../load.ts";
import { parseJson } from "../json-source.ts";
import { LessonFileError, readLessonFile } from "../lesson-files.ts";
import type { Lesson } from "../lesson.ts";
import { inOrder, type Mistake } from "../mistakes.ts";
import { actionRules } from "./action-rules.ts";
import { checkRules } from "./check-rules.ts";
import { indexRules } from "./index-rules.ts";
import { layoutRules } from "./layout-rules.ts";
import { messageRules } from "./message-rules.ts";
import { nearMissMistakes } from "./near-miss-rules.ts";
import { referenceMistakes } from "./reference-rules.ts";
import type { Rule } from "./rule.ts";
import { shellcheckMistakes } from "./shellcheck.ts";
import { stepRules } from "./step-rules.ts";
import { translationRules } from "./translation-rules.ts";
import type { Readings } from "../read-texts.ts";
import { SourceMistake } from "../source-mistake.ts";

const rules: readonly Rule[] = [actionRules, translationRules, checkRules, messageRules];
const indexLimit = 256 * 1024;

/** Every mistake in one lesson's folder: what keeps it from being loaded, and what breaks or teaches badly in it. */
export async function lintLesson(folder: string, place: LessonPlace = {}): Promise<Mistake[]> {
  const { lesson, readings, mistakes } = await readLesson(folder, basename(folder), place);
  return inOrder([...mistakes, ...(lesson && readings ? await mistakesOf(lesson, readings) : [])]);
}

async function mistakesOf(lesson: Lesson, readings: Readings): Promise<Mistake[]> {
  const byRules = rules.flatMap((rule) => [...rule(lesson, readings)]);
  return [...lesson.lint, ...lesson.notices, ...(await indexMistakes(lesson)), ...byRules, ...(await referenceMistakes(lesson, readings)), ...(await nearMissMistakes(lesson)), ...(await shellcheckMistakes(lesson))];
}

/** The lines of index.json are looked up in it once more: it may have been saved again since the lesson was read. */
async function indexMistakes(lesson: Lesson): Promise<Mistake[]> {
  try {
    const index = parseJson((await readLessonFile(lesson.folder, "index.json", indexLimit)).toString("utf8"));
    return [...indexRules(lesson, index), ...stepRules(lesson, index), ...layoutRules(lesson, index)];
  } catch (error) {
    if (error instanceof SourceMistake) return [{ file: "index.json", line: error.line, message: `broken JSON: ${error.message}` }];
    if (error instanceof LessonFileError) return [{ file: "index.json", line: 1, message: error.message }];
    throw error;
  }
}
