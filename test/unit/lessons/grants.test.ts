import { expect, test } from "vitest";
import { environmentWish } from "../../../lessons/environment-wish.ts";
import { lintLesson } from "../../../lessons/lint/lint-lesson.ts";
import { loadLesson, readLesson } from "../../../lessons/load.ts";
import { printMistake } from "../../../lessons/mistakes.ts";
import { renderLesson } from "../../../lessons/page.ts";
import { lessonFolder } from "../../support/lesson-folder.ts";

const index = { title: "Nodes", verifyAs: "checker", grants: ["nodes"], details: { steps: [{ text: "one.md", verify: "one.sh" }] }, backend: { imageid: "kubernetes" } };
const files = { "one.md": "One.\n", "one.sh": "true\n" };

async function mistakesOf(keys: Record<string, unknown>): Promise<string[]> {
  await using folder = await lessonFolder({ "index.json": { ...index, ...keys }, ...files });
  const { mistakes } = await readLesson(folder.path);
  const told = (await lintLesson(folder.path)).map(printMistake);
  expect(told).toEqual(expect.arrayContaining(mistakes.map(printMistake)));
  return mistakes.map(printMistake);
}

test("a lesson whose checks are trusted grants its learner what it names, each right once", async () => {
  await using folder = await lessonFolder({ "index.json": { ...index, grants: ["nodes", "nodes"] }, ...files });
  const lesson = await loadLesson(folder.path);
  expect([lesson.grants, lesson.notices]).toEqual([["nodes"], []]);
  expect(environmentWish(lesson)).toEqual({ flavor: "cluster", user: "learner", grants: ["nodes"] });
});

test("one that names no rights grants none", async () => {
  await using folder = await lessonFolder({ "index.json": { ...index, grants: undefined }, ...files });
  expect((await loadLesson(folder.path)).grants).toEqual([]);
});

test("a scenario from elsewhere grants nothing, and says so at its head and to its author", async () => {
  await using folder = await lessonFolder({ "index.json": { ...index, verifyAs: undefined }, ...files });
  const lesson = await loadLesson(folder.path);
  const notice = 'index.json:3: grants need "verifyAs": "checker" beside them; without it the learner gets no more rights than everyone';
  expect([lesson.grants, lesson.notices.map(printMistake)]).toEqual([[], [notice]]);
  expect(renderLesson(lesson, "en").steps[0]?.notices).toEqual([notice]);
  expect((await lintLesson(folder.path)).map(printMistake)).toContain(notice);
});

test.each([
  ["one letter away", ["node"], ['index.json:5: entry 1 of grants: "node" cannot be granted; is "nodes" meant?']],
  ["far away", ["cluster-admin"], ['index.json:5: entry 1 of grants: "cluster-admin" cannot be granted; what can be: nodes']],
  ["no word", [7], ["index.json:5: entry 1 of grants: 7 cannot be granted; what can be: nodes"]],
])("a right that cannot be granted is a mistake: %s", async (_, grants, mistakes) => {
  expect(await mistakesOf({ grants })).toEqual(mistakes);
  expect(await mistakesOf({ grants, verifyAs: undefined })).toEqual(mistakes.map((mistake) => mistake.replace(":5:", ":4:")));
});

test("rights in a cluster that the learner does not get are a mistake", async () => {
  expect(await mistakesOf({ backend: { imageid: "ubuntu" } })).toEqual(["index.json:4: grants are rights in a cluster, and backend.imageid asks for a shell alone"]);
});
