import { expect, test } from "vitest";
import { lintFolders } from "../../../lessons/lint/lint-folders.ts";
import { loadLesson } from "../../../lessons/load.ts";
import { environmentsFor } from "../../../lessons/proof/prove-lesson.ts";
import { writeFiveStepLesson } from "../../../scripts/bench/lessons/five-step-lesson.ts";
import { lessonFolder } from "../../support/lesson-folder.ts";

test("the lesson that is measured has five steps in two languages, and no mistake", async () => {
  await using folder = await lessonFolder({});
  await writeFiveStepLesson(folder.path);
  expect((await lintFolders([folder.path])).mistakes).toEqual([]);
  const lesson = await loadLesson(folder.path);
  expect(lesson.steps.map(({ verify, solve, text }) => [verify, solve, text.en, text.ja].every(Boolean))).toEqual([true, true, true, true, true]);
  expect(environmentsFor(lesson)).toBe(3);
});
