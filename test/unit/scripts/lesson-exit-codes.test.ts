import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lint } from "../../../scripts/lesson/lint.ts";
import { newLesson } from "../../../scripts/lesson/new-lesson.ts";
import { test as prove } from "../../../scripts/lesson/test.ts";
import { StateLock } from "../../../scripts/venue/state-lock.ts";
import { lessonFolder } from "../../support/lesson-folder.ts";

const quietly = (): void => undefined;

test("lint ends with 0 where there is no mistake, and with 1 where there is one", async () => {
  await using around = await lessonFolder({ "broken/index.json": "{" });
  expect(await lint([await newLesson(join(around.path, "good"))], quietly)).toBe(0);
  expect(await lint([join(around.path, "broken")], quietly)).toBe(1);
});

test("a lesson that cannot be read is the author's: test ends with 1, and needs no venue for it", async () => {
  await using around = await lessonFolder({ "broken/index.json": "{" });
  const json = join(around.path, "report.json");
  expect(await prove([join(around.path, "broken")], { state: join(around.path, "state"), json }, AbortSignal.timeout(10_000))).toBe(1);
  expect(JSON.parse(await readFile(json, "utf8"))).toEqual({ exitCode: 1, lessons: [] });
});

test("a venue that cannot be had is no lesson's fault: test ends with 2, and the reports are written", async () => {
  await using around = await lessonFolder({ "notes.md": "x" });
  const lesson = await newLesson(join(around.path, "good"));
  const [state, json, junit] = ["state", "report.json", "report.xml"].map((name) => join(around.path, name)) as [string, string, string];
  const other = new StateLock(state);
  try {
    expect(await prove([lesson], { state, json, junit }, AbortSignal.timeout(10_000))).toBe(2);
  } finally {
    other[Symbol.dispose]();
  }
  expect(JSON.parse(await readFile(json, "utf8"))).toEqual({ exitCode: 2, lessons: [] });
  expect(await readFile(junit, "utf8")).toContain("<testsuites");
});
