import { join } from "node:path";
import { expect, test } from "vitest";
import { lintFolders } from "../../../lessons/lint/lint-folders.ts";
import { loadLesson } from "../../../lessons/load.ts";
import { newLesson } from "../../../scripts/lesson/new-lesson.ts";
import { lessonFolder } from "../../support/lesson-folder.ts";

test("a new lesson has its name, both languages, and no mistake", async () => {
  await using around = await lessonFolder({ "notes.md": "x" });
  const folder = await newLesson(join(around.path, "first-light"));
  expect(await lintFolders([folder])).toEqual({ lessons: 1, mistakes: [] });
  expect(await loadLesson(folder)).toMatchObject({ id: "first-light", title: { en: "first-light", ja: "first-light" }, verifyAs: "checker", steps: [{ title: { en: "Say hello", ja: "あいさつする" } }] });
});

test("nothing that is there is written over, and a name must be one", async () => {
  await using around = await lessonFolder({ "mine/index.json": "{}" });
  await expect(newLesson(join(around.path, "mine"))).rejects.toThrow("is there already");
  await expect(newLesson(join(around.path, "gone", "mine"))).rejects.toThrow("is not there; make it first");
  await expect(newLesson(join(around.path, "My Lesson"))).rejects.toThrow("no good name");
});
