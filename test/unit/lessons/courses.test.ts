import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findLessons } from "../../../lessons/find-lessons.ts";
import { lessonsIn } from "../../../lessons/lint/lint-folders.ts";
import { loadLessons } from "../../../lessons/load-all.ts";
import { printMistake } from "../../../lessons/mistakes.ts";
import { type LessonFolder, lessonFolder } from "../../support/lesson-folder.ts";

const lesson = { title: "Own", description: "Own words", details: { steps: [{ text: "a.md" }] } };

/** A folder with a lesson in each of these folders. */
function shelfOf(lessons: readonly string[], files: Record<string, unknown> = {}): Promise<LessonFolder> {
  return lessonFolder({ ...Object.fromEntries(lessons.flatMap((name) => [[`${name}/index.json`, lesson], [`${name}/a.md`, "x"]])), ...files });
}

const said = ({ mistakes }: { mistakes: readonly Parameters<typeof printMistake>[0][] }): string[] => mistakes.map(printMistake);

test("a structure.json lists deeper folders too, whole folders, and what they are called there", async () => {
  const items = [{ path: "./basics/pods/", title: "Pods first", description: null }, { path: "more" }, { path: "basics/pods" }, { path: "sub", title: { en: "Inner", ja: "内側" } }];
  await using root = await shelfOf(["basics/pods", "basics/unlisted", "more/x", "more/y", "sub/one", "unlisted"], {
    "structure.json": { title: "All", items },
    "sub/structure.json": { title: "Written there", items: [{ path: "one", description: { ja: "説明" } }] },
  });
  const { lessons, courses, broken } = await loadLessons(root.path);
  expect(broken).toEqual([]);
  expect(lessons.map(({ id, title, description }) => [id, title, description])).toEqual([
    ["basics/pods", { en: "Pods first" }, { en: "Own words" }],
    ["more/x", { en: "Own" }, { en: "Own words" }],
    ["more/y", { en: "Own" }, { en: "Own words" }],
    ["sub/one", { en: "Own" }, { ja: "説明" }],
  ]);
  expect(courses).toEqual([
    { id: "sub", title: { en: "Inner", ja: "内側" }, description: {}, lessons: ["sub/one"] },
    { id: root.path.split("/").at(-1), title: { en: "All" }, description: {}, lessons: ["basics/pods", "more/x", "more/y"] },
  ]);
});

test.each(["../other", "/../other", "../../etc", "..", ".", "", "a/..", ".hidden", "_ja", "link", "a\0b", "link/inner", "hidden-link", "node_modules/x", "a/index.json"])("the path %j is no folder of a course", async (path) => {
  await using outside = await shelfOf(["inner"]);
  await using root = await shelfOf(["a", ".hidden", "_ja", "node_modules/x"], { "structure.json": { items: [{ path: "a" }, { path }] } });
  await symlink(outside.path, join(root.path, "link"));
  await symlink(join(root.path, ".hidden"), join(root.path, "hidden-link"));
  const { ids, mistakes } = await findLessons(root.path);
  expect(ids).toEqual(["a"]);
  expect(mistakes.flatMap(said)).toEqual([expect.stringMatching(/^structure\.json:7: there is no folder/)]);
});

test("a course refers to lessons of another one, and calls them as it likes there", async () => {
  const two = [{ path: "own" }, { path: "../one/a", title: "A second time", description: "D" }, { path: "../one/b" }, { path: ".." }];
  await using root = await shelfOf(["one/a", "one/b", "two/own"], { "one/structure.json": { items: [{ path: "b" }, { path: "a" }] }, "two/structure.json": { title: "Two", items: two } });
  const { lessons, courses, broken } = await loadLessons(root.path);
  expect(lessons.map(({ id, title }) => [id, title.en])).toEqual([["one/b", "Own"], ["one/a", "Own"], ["two/own", "Own"]]);
  expect(courses).toEqual([
    { id: "one", title: { en: "one" }, description: {}, lessons: ["one/b", "one/a"] },
    { id: "two", title: { en: "Two" }, description: {}, lessons: ["two/own", "one/a", "one/b"], names: { "one/a": { title: { en: "A second time" }, description: { en: "D" } } } },
  ]);
  expect(broken.flatMap(said)).toEqual([expect.stringMatching(/^structure\.json:\d+: there is no folder \.\.$/)]);
});

test("a course of another pathway is looked for in that pathway's folder, and a pathway without any lesson is told", async () => {
  const work = { title: "Work", courses: [{ course_id: "start", pathway_id: "middle/ware", external_link: "https://example.com/x" }] };
  await using root = await shelfOf(["middle/ware/start", "start"], { "work-pathway.json": work, "none-pathway.json": { title: "None", courses: [{ pathway_id: "x", course_id: "y", external_link: "https://example.com/y" }] } });
  const { courses, broken } = await loadLessons(root.path);
  expect(courses.map(({ id, lessons }) => [id, lessons])).toEqual([["work", ["middle/ware/start"]]]);
  expect(broken.flatMap(({ mistakes }) => mistakes.map(printMistake))).toEqual(["none-pathway.json:1: none of its courses is a lesson here, so it is not shown"]);
});

test("a pathway in a folder of its own finds its lessons beside that folder", async () => {
  await using root = await shelfOf(["repo/web", "repo/a"], { "repo/training/work-pathway.json": { title: "Work", courses: [{ course_id: "web", pathway_id: "other" }, { course_id: "a" }] } });
  const { courses, broken } = await loadLessons(root.path);
  expect([courses.map(({ id, lessons }) => [id, lessons]), broken]).toEqual([[["repo/training/work", ["repo/web", "repo/a"]]], []]);
});

test("a link to a folder of lessons stands for that folder", async () => {
  await using root = await shelfOf(["course/first-2", "course/second"], { "course-pathway.json": { title: "Course", courses: [{ course_id: "first" }, { course_id: "second" }] } });
  await symlink("first-2", join(root.path, "course", "first"));
  const { lessons, courses, broken } = await loadLessons(root.path);
  expect([lessons.map(({ id }) => id), courses.map((course) => course.lessons), broken]).toEqual([["course/first-2", "course/second"], [["course/first-2", "course/second"]], []]);
});

test.each([
  ["scenario_root : docs/tutorials\n", ["docs/tutorials/one"]],
  ['# ours\nscenario_root: "/docs/tutorials/"\n', ["docs/tutorials/one"]],
  ["scenario_root: ../elsewhere\n", ["docs/tutorials/one", "site/page"]],
  ["private: true\n", ["docs/tutorials/one", "site/page"]],
])("a repository that says where its scenarios are has them nowhere else: %j", async (yaml, ids) => {
  await using root = await shelfOf(["docs/tutorials/one", "site/page"], { "katacoda.yaml": yaml });
  expect((await findLessons(root.path)).ids).toEqual(ids);
});

test("a structure.json that is no plain file in its folder is not read", async () => {
  await using root = await shelfOf(["a"]);
  await symlink("/dev/zero", join(root.path, "structure.json"));
  const { ids, mistakes } = await findLessons(root.path);
  expect(ids).toEqual(["a"]);
  expect(mistakes.flatMap(said)).toEqual(["structure.json:1: structure.json leads out of the lesson's folder by a symbolic link"]);
});

test("lessons in a lesson's folder are lessons, but not everything there that has an index.json", async () => {
  const files = { "course-pathway.json": { title: "Course", courses: [{ course_id: "two" }, { course_id: "one" }] }, "index.json": lesson, "course/site/index.json": { name: "a program" }, "course/one/assets/index.json": lesson, "assets/index.json": lesson };
  await using root = await shelfOf(["course", "course/one", "course/sub/two", "course/two"], files);
  const shelf = await loadLessons(root.path);
  expect(shelf.lessons.map(({ id }) => id)).toEqual(["course", "course/one", "course/sub/two", "course/two"]);
  expect(shelf.courses.map(({ lessons }) => lessons)).toEqual([["course/two", "course/one"]]);
  expect((await lessonsIn(root.path)).lessons.map((path) => path.slice(root.path.length))).toEqual(["", "/course", "/course/one", "/course/sub/two", "/course/two"]);
});

test("of a lesson that a structure.json lists, those within it are not meant", async () => {
  await using root = await shelfOf(["course", "course/one"], { "structure.json": { items: [{ path: "course" }] } });
  expect((await findLessons(root.path)).ids).toEqual(["course"]);
});

test("a folder that lists itself by many names is looked through once", async () => {
  await using root = await shelfOf(["a/b/c"], { "structure.json": { items: [{ path: "a/b/c" }, { path: "a" }, { path: "a/b" }] } });
  expect((await findLessons(root.path)).ids).toEqual(["a/b/c"]);
});

test("a Katacoda pathway is a course, with what is somewhere else as links", async () => {
  const courses = [
    { course_id: "second", title: "Second, first here", description: "From the pathway" },
    { course_id: "first" },
    { course_id: "beside" },
    { course_id: "gone", title: "Gone" },
    { pathway_id: "other", title: "Another pathway" },
    { title: "Elsewhere", description: "Read on", external_link: "https://example.com/x" },
    { title: "Trap", external_link: "javascript:alert(1)" },
  ];
  await using root = await shelfOf(["intro/first", "intro/second", "beside", "alone"], { "intro-pathway.json": { title: "Introduction", description: "All of it", courses }, "broken-pathway.json": "{", "empty-pathway.json": { title: "x" } });
  const shelf = await loadLessons(root.path);
  expect(shelf.lessons.map(({ id, title }) => [id, title.en])).toEqual([["alone", "Own"], ["beside", "Own"], ["intro/first", "Own"], ["intro/second", "Second, first here"]]);
  expect(shelf.courses).toEqual([
    { id: "intro", title: { en: "Introduction" }, description: { en: "All of it" }, lessons: ["intro/second", "intro/first", "beside"], links: [{ title: "Elsewhere", description: "Read on", href: "https://example.com/x" }] },
  ]);
  expect(shelf.broken.flatMap(({ mistakes }) => mistakes.map(printMistake))).toEqual([
    "broken-pathway.json:1: broken JSON: the file ends in the middle",
    "empty-pathway.json:1: courses is missing",
    "intro-pathway.json:17: there is no folder gone",
    'intro-pathway.json:31: "javascript:alert(1)" is no address that begins with http:// or https://',
  ]);
});
