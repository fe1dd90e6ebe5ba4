import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkStep } from "../../../lessons/check.ts";
import { loadLesson } from "../../../lessons/load.ts";
import type { Lesson } from "../../../lessons/lesson.ts";
import { cleanupStep, LessonScriptError, prepareLesson, setupStep, solveStep } from "../../../lessons/scripts.ts";
import { lessonFolder } from "../../support/lesson-folder.ts";
import { type HostHolder, startHostHolder } from "../../support/host-holder.ts";

const fixtures = new URL("../../fixtures/lessons/", import.meta.url).pathname;
const signal = AbortSignal.timeout(30_000);
let host: HostHolder;
let lesson: Lesson;

beforeAll(async () => {
  host = await startHostHolder();
  lesson = await loadLesson(join(fixtures, "valid-bilingual"));
});
afterAll(() => host[Symbol.asyncDispose]());

test("a lesson's start brings its assets into the home and runs its setup", async () => {
  await prepareLesson({ lesson, holder: host.holder, signal });
  const copied = join(host.home, "work/note.txt");
  expect(await readFile(copied, "utf8")).toBe("content\n");
  expect((await stat(copied)).mode & 0o777).toBe(0o600);
  expect((await readdir(host.home)).filter((name) => name.startsWith("set-up-"))).toHaveLength(1);
});

test("a file that is named by itself goes into its folder by its own name; what a pattern names keeps its path", async () => {
  const client = [{ file: "site/src/index.js", target: "~/app/" }, { file: "site/**/*.css", target: "~/app" }];
  await using folder = await lessonFolder({ "index.json": { title: "x", details: { steps: [{ text: "a.md" }], assets: { client } } }, "a.md": "x", "assets/site/src/index.js": "js", "assets/site/src/a.css": "css" });
  await prepareLesson({ lesson: await loadLesson(folder.path), holder: host.holder, signal });
  expect(await readFile(join(host.home, "app/index.js"), "utf8")).toBe("js");
  expect(await readFile(join(host.home, "app/site/src/a.css"), "utf8")).toBe("css");
});

test("a lesson of a course brings files of the course as well", async () => {
  await prepareLesson({ lesson: await loadLesson(join(fixtures, "course", "b")), holder: host.holder, signal });
  expect(await readFile(join(host.home, "shared.yaml"), "utf8")).toBe("kind: List\n");
  expect((await stat(join(host.home, "tools/deep/tool.sh"))).mode & 0o777).toBe(0o755);
});

test("a setup that fails is told with its output", async () => {
  const broken = { ...lesson, setup: { file: "setup.sh", source: "echo no space; exit 4" } };
  const preparing = prepareLesson({ lesson: broken, holder: host.holder, signal });
  await expect(preparing).rejects.toThrow(LessonScriptError);
  await expect(preparing).rejects.toThrow(/setup\.sh ended with exit code 4[\s\S]*no space/);
});

test("a step's setup, solve and cleanup run as the learner, and their output is heard", async () => {
  const heard: string[] = [];
  const options = { lesson, step: 0, holder: host.holder, signal, onOutput: (text: string) => heard.push(text) };
  expect(await setupStep(options)).toMatchObject({ exitCode: 0, output: "set up\n" });
  expect(heard.join("")).toBe("set up\n");
  expect(await solveStep(options)).toMatchObject({ exitCode: 0 });
  expect(await readdir(host.home)).toContain("solved");
  expect(await cleanupStep(options)).toMatchObject({ exitCode: 0 });
  expect((await readdir(host.home)).filter((name) => name.startsWith("set-up-"))).toEqual([]);
  expect(await solveStep({ ...options, step: 1 })).toBeUndefined();
});

test("the check of a loaded lesson answers in both languages", async () => {
  const asked = { lesson, step: 0, holder: host.holder, signal };
  expect(await checkStep({ ...asked, language: "ja" })).toMatchObject({ result: "not-yet", message: "ファイルがありません" });
  expect(await checkStep({ ...asked, language: "en" })).toMatchObject({ result: "not-yet", message: "The file is not there" });
});
