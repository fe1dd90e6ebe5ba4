import { cp, mkdtemp, readFile, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { loadLessons } from "../../../lessons/load-all.ts";
import { loadLesson } from "../../../lessons/load.ts";
import { LessonMistakes, printMistake } from "../../../lessons/mistakes.ts";
import { lessonFolder } from "../../support/lesson-folder.ts";

const fixtures = new URL("../../fixtures/lessons/", import.meta.url).pathname;
const folders: string[] = [];

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

async function mistakesOf(folder: string): Promise<string[]> {
  const error = await loadLesson(folder).then(
    () => undefined,
    (problem: unknown) => problem,
  );
  expect(error).toBeInstanceOf(LessonMistakes);
  return (error as LessonMistakes).mistakes.map(printMistake);
}

async function copyOf(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "tatami-test-"));
  folders.push(folder);
  await cp(join(fixtures, name), folder, { recursive: true });
  return folder;
}

describe("lessons that can be used", () => {
  test("a Katacoda challenge, whose tasks are looked at by themselves", async () => {
    const folder = await copyOf("valid-katacoda");
    const index = JSON.parse(await readFile(join(folder, "index.json"), "utf8")) as { type?: string };
    await writeFile(join(folder, "index.json"), JSON.stringify({ ...index, type: "challenge@1.0" }));
    const { steps } = await loadLesson(folder);
    expect(steps.map(({ recheck, hint, hintScript }) => [recheck, hint, hintScript?.file])).toEqual([[5, undefined, "verify.sh"], [5, undefined, undefined]]);
  });

  test("a Katacoda scenario as it is, foreign fields carried", async () => {
    const lesson = await loadLesson(join(fixtures, "valid-katacoda"));
    expect(lesson).toMatchObject({ id: "valid-katacoda", language: "en", flavor: "shell", verifyAs: "learner", time: { en: "10" } });
    expect(lesson.intro?.background).toEqual({ file: "prepare.sh", source: "sleep 1" });
    expect(lesson.intro?.foreground).toEqual({ file: "watch.sh", source: "watch ls" });
    expect(lesson.steps.map((step) => step.text.en?.file)).toEqual(["step1.md", "step1.md"]);
    expect(lesson.steps[0]?.text.en?.markdown).toBe("Run `helm version`{{execute}} and look.\n");
    expect(lesson.steps[0]).toMatchObject({ verify: { file: "verify.sh" }, verifyTimeout: 300, answer: { en: { file: "answer.md" } } });
    expect(lesson.steps[0]?.hint).toBeUndefined();
    expect(lesson.finish?.text.en?.markdown).toBe("Welcome.\n");
    expect(lesson.assets).toEqual([
      { host: "host01", from: "lesson", files: ["bin/tool"], target: "tools", mode: 0o755 },
      { host: "host01", from: "lesson", files: ["note.txt"], target: "" },
    ]);
    expect(lesson.foreign).toMatchObject({ files: ["note.txt"], environment: { uilayout: "editor-terminal" } });
    expect(lesson.lint.map(printMistake)).toEqual(['index.json:6: "detials" is not known here; is "details" meant?', "index.json:10: the hint verify.sh is a script, which only a challenge asks for hints: it is not run"]);
  });

  test("a Killercoda scenario with a cluster", async () => {
    const lesson = await loadLesson(join(fixtures, "valid-killercoda"));
    expect(lesson).toMatchObject({ flavor: "cluster", verifyAs: "learner", intro: { background: { file: "setup.sh" } } });
    expect(lesson.steps[0]).toMatchObject({ background: { file: "step1/background.sh" }, foreground: { file: "step1/foreground.sh" } });
  });

  test("ours: two languages, scripts of every kind, time limit, re-check", async () => {
    const lesson = await loadLesson(join(fixtures, "valid-bilingual"));
    expect(lesson).toMatchObject({ title: { en: "Two languages", ja: "二つの言語" }, verifyAs: "checker", setup: { file: "setup.sh" } });
    const [look, plain] = lesson.steps;
    expect(look).toMatchObject({ title: { en: "Look", ja: "見る" }, verifyTimeout: 2, recheck: 3, solve: {}, setup: {}, cleanup: {} });
    expect(look?.hint).toEqual({ en: { file: "look/hint.md", markdown: "A hint.\n" }, ja: { file: "_ja/look/hint.md", markdown: "ヒントです。\n" } });
    expect(plain).toMatchObject({ verifyTimeout: 60, recheck: 0, hint: { en: { markdown: "Just *read*." } } });
    expect(plain?.verify).toBeUndefined();
    expect(lesson.assets).toEqual([{ host: "client", from: "lesson", files: ["note.txt"], target: "work", mode: 0o600 }]);
    expect(lesson.lint).toEqual([]);
  });
});

describe("mistakes, every one with file and line", () => {
  test("broken JSON", async () => {
    expect(await mistakesOf(join(fixtures, "invalid-json"))).toEqual(['index.json:5: broken JSON: one comma too many: nothing follows it before ]']);
  });

  test("many at once", async () => {
    expect(await mistakesOf(join(fixtures, "invalid-many"))).toEqual([
      expect.stringMatching(/^broken\.sh:[34]: bash cannot read it: /),
      "index.json:8: there is no file missing.md",
      "index.json:13: there is no file nowhere.sh",
      'index.json:14: "../valid-katacoda/verify.sh" is not a path inside the lesson\'s folder',
      'index.json:19: no file below assets/ is named by "nothing-*"',
    ]);
  });

  test("values of the wrong kind", async () => {
    expect(await mistakesOf(join(fixtures, "invalid-types"))).toEqual([
      "index.json:2: title must be a text",
      "index.json:5: step 1: recheck must be at most 300",
      "index.json:6: step 2: text must be a text, in double quotes",
    ]);
    await using folder = await lessonFolder({ "index.json": { verifyAs: "checker", details: { intro: { text: 1 }, steps: [{ verifyTimeout: "9", recheck: 1.5 }, 3], assets: { client: [{ file: "a", target: "~/", from: "x" }] } } } });
    expect((await mistakesOf(folder.path)).map((line) => line.replace(/^.*?: /, ""))).toEqual([
      "intro: text must be a text, in double quotes",
      "step 1: verifyTimeout must be a number, without quotes",
      "step 1: recheck must be a whole number",
      "step 2 must be an object: { }",
      'entry 1 of the assets for client: from must be "lesson" or "course"',
    ]);
  });

  test("paths that leave the folder, by dots, from the root and by a symbolic link", async () => {
    expect(await mistakesOf(join(fixtures, "invalid-escape"))).toEqual([
      'index.json:2: "../invalid-many/ok.md" is not a path inside the lesson\'s folder',
      "index.json:3: link.md leads out of the lesson's folder by a symbolic link",
      'index.json:4: "../../x.md" is not a path inside the lesson\'s folder',
    ]);
  });

  test("an asset that is a symbolic link to somewhere else", async () => {
    const folder = await copyOf("valid-bilingual");
    await symlink("/etc/hostname", join(folder, "assets", "host.txt"));
    expect(await mistakesOf(folder)).toEqual(["index.json:12: assets/host.txt leads out of the lesson's folder by a symbolic link"]);
  });

  test("an asset that is larger than a holder takes", async () => {
    const folder = await copyOf("valid-bilingual");
    await writeFile(join(folder, "assets", "large.txt"), "");
    await truncate(join(folder, "assets", "large.txt"), 9_000_000);
    expect(await mistakesOf(folder)).toEqual([expect.stringMatching(/^index\.json:12: assets\/large\.txt has 9000000 bytes, more than/)]);
  });

  test("a translation with another number of steps", async () => {
    expect(await mistakesOf(join(fixtures, "invalid-mirror"))).toEqual(["_ja/index.json:2: has 1 steps where index.json has 2"]);
  });

  test("a text that is too large", async () => {
    const folder = await copyOf("valid-bilingual");
    await writeFile(join(folder, "plain.md"), "");
    await truncate(join(folder, "plain.md"), 300_000);
    expect(await mistakesOf(folder)).toEqual([expect.stringMatching(/^index\.json:10: plain\.md has 300000 bytes, more than/)]);
  });

  test("no index.json, no folder", async () => {
    const folder = await copyOf("invalid-mirror");
    await rm(join(folder, "index.json"));
    expect(await mistakesOf(folder)).toEqual(["index.json:1: there is no file index.json"]);
    expect(await mistakesOf(join(folder, "nowhere"))).toEqual(["index.json:1: there is no such folder"]);
  });
});

describe("a folder of lessons", () => {
  test("follows structure.json and reports what is broken without losing the others", async () => {
    const { lessons, broken } = await loadLessons(join(fixtures, "course"));
    expect(lessons.map((lesson) => lesson.id)).toEqual(["b", "a"]);
    expect(broken.flatMap(({ id, mistakes }) => mistakes.map((mistake) => `${id}: ${printMistake(mistake)}`))).toEqual([
      ": structure.json:3: there is no folder gone",
      "broken: index.json:2: there is no file nowhere.md",
    ]);
  });

  test("finds lessons below folders, by name, and inside lessons", async () => {
    const root = await mkdtemp(join(tmpdir(), "tatami-test-"));
    folders.push(root);
    for (const name of ["course", "valid-katacoda", "invalid-json"]) await cp(join(fixtures, name), join(root, name), { recursive: true });
    await cp(join(fixtures, "valid-killercoda"), join(root, "valid-katacoda", "inner"), { recursive: true });
    const { lessons, broken } = await loadLessons(root);
    expect(lessons.map((lesson) => lesson.id)).toEqual(["course/b", "course/a", "valid-katacoda", "valid-katacoda/inner"]);
    expect(broken.map(({ id }) => id)).toEqual(["course", "course/broken", "invalid-json"]);
  });

  test("makes a course of a folder with structure.json: what works of it, in its order", async () => {
    const { courses } = await loadLessons(fixtures);
    expect(courses).toEqual([{ id: "course", title: { en: "Two in a row", ja: "二つの続き" }, description: { en: "b comes first" }, lessons: ["course/b", "course/a"] }]);
  });

  test("names a course without a title by its folder, also when the whole folder is the course", async () => {
    const root = await copyOf("course");
    await writeFile(join(root, "structure.json"), '{ "items": [{ "path": "./a/" }, { "path": "a" }] }');
    const { lessons, courses } = await loadLessons(root);
    expect(lessons.map(({ id }) => id)).toEqual(["a"]);
    expect(courses).toEqual([{ id: basename(root), title: { en: basename(root) }, description: {}, lessons: ["a"] }]);
  });

  test.each([
    ['{ "items": [\n{ "path": 3 } ] }', "structure.json:2: entry 1 of items: path must be a text, in double quotes"],
    ['{\n"title": ["x"], "items": [] }', "structure.json:2: title must be a text, or one for each language"],
    ['{ "title": "x" }', "structure.json:1: items is missing"],
    ['{ "items": [\n', "structure.json:2: broken JSON: "],
  ])("shows the lessons of a folder all the same when structure.json is wrong: %s", async (text, mistake) => {
    const root = await copyOf("course");
    await writeFile(join(root, "structure.json"), text);
    const { lessons, courses, broken } = await loadLessons(root);
    expect(lessons.map(({ id }) => id)).toEqual(["a", "b", "unlisted"]);
    expect(courses).toEqual([]);
    expect(broken[0]?.mistakes.map(printMistake)).toEqual([expect.stringContaining(mistake)]);
  });
});
