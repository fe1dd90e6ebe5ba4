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

test("a lesson that cannot be read is the author's: test ends with 1, needs no venue for it, and the reports name its mistakes", async () => {
  await using around = await lessonFolder({ "broken/index.json": "{" });
  const [json, junit] = ["report.json", "report.xml"].map((name) => join(around.path, name)) as [string, string];
  const [broken, gone] = ["broken", "gone"].map((name) => join(around.path, name)) as [string, string];
  expect(await prove([broken, gone], { state: join(around.path, "state"), json, junit }, AbortSignal.timeout(50_000))).toBe(1);
  const mistake = expect.stringMatching(/^\S+\/broken\/index\.json:1: broken JSON/);
  expect(JSON.parse(await readFile(json, "utf8"))).toEqual({
    exitCode: 1,
    trouble: [`${gone}:1: there is no such folder`],
    lessons: [{ lesson: "broken", folder: broken, languages: [], proved: false, seconds: 0, trouble: [{ step: -1, stage: "read", outcome: "failed", message: mistake, seconds: 0 }], steps: [] }],
  });
  expect(await readFile(junit, "utf8")).toMatch(/<error message="\S+\/gone:1: there is no such folder"\/>[^]*<testsuite name="broken" tests="1" failures="1" [^]*<testcase classname="broken" name="reading the lesson" time="0"><failure message="\S+\/broken\/index\.json:1: broken JSON/);
});

test("a venue that cannot be had is no lesson's fault: test ends with 2, and the reports say why", async () => {
  await using around = await lessonFolder({ "notes.md": "x" });
  const lesson = await newLesson(join(around.path, "good"));
  const [state, json, junit] = ["state", "report.json", "report.xml"].map((name) => join(around.path, name)) as [string, string, string];
  const other = new StateLock(state);
  try {
    expect(await prove([lesson], { state, json, junit }, AbortSignal.timeout(50_000))).toBe(2);
  } finally {
    other[Symbol.dispose]();
  }
  expect(JSON.parse(await readFile(json, "utf8"))).toEqual({ exitCode: 2, trouble: [expect.stringMatching(/^The venue failed, not a lesson: .*serves from/)], lessons: [] });
  expect(await readFile(junit, "utf8")).toContain('<error message="The venue failed, not a lesson: ');
});

test("a report that cannot be written is told before anything is proved", async () => {
  await using around = await lessonFolder({ "notes.md": "x" });
  const [state, nowhere] = [join(around.path, "state"), join(around.path, "nope", "report.json")];
  await expect(prove([around.path], { state, json: nowhere, junit: around.path }, AbortSignal.timeout(50_000))).rejects.toThrow(
    `--json: ${nowhere} cannot be written: there is no folder ${join(around.path, "nope")}; make it first\n--junit: ${around.path} cannot be written: it is a folder; name a file in it`,
  );
});
