import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lintFolders } from "../../../../lessons/lint/lint-folders.ts";
import { printMistake } from "../../../../lessons/mistakes.ts";
import { lessonFolder } from "../../../support/lesson-folder.ts";

const scenario = { title: "Foreign", details: { steps: [{ title: "One", text: "one.md", verify: "one.sh" }] }, backend: { imageid: "ubuntu" } };
const files = (folder: string) => ({ [`${folder}/index.json`]: scenario, [`${folder}/one.md`]: "`ls`{{exec}}\n", [`${folder}/one.sh`]: "[ -e x ]\n" });

test("our own lessons and courses have no mistake", async () => {
  const { lessons, mistakes } = await lintFolders([join(import.meta.dirname, "..", "..", "..", "..", "lessons")]);
  expect(mistakes.map(printMistake)).toEqual([]);
  expect(lessons).toBeGreaterThan(0);
});

test("lessons, courses and folders of them; mistakes with paths that an editor opens", async () => {
  await using root = await lessonFolder({ ...files("course/a"), ...files("course/b"), "course/b/one.sh": "if\n", "course/structure.json": { items: [{ path: "b" }, { path: "c" }] }, ...files("alone") });
  const { lessons, mistakes } = await lintFolders([root.path, join(root.path, "course", "a")]);
  expect(lessons).toBe(3);
  expect(mistakes.map(printMistake)).toEqual([
    expect.stringMatching(new RegExp(`^${root.path}/course/structure\\.json:\\d+: there is no folder c$`)),
    expect.stringMatching(new RegExp(`^${root.path}/course/b/one\\.sh:2: bash cannot read it: `)),
  ]);
});

test("a folder that is not there, and one without a lesson", async () => {
  await using root = await lessonFolder({ "notes/readme.md": "x" });
  const { lessons, mistakes } = await lintFolders([join(root.path, "gone"), root.path]);
  expect(lessons).toBe(0);
  expect(mistakes.map(({ message }) => message)).toEqual(["there is no such folder", expect.stringMatching(/^there is no lesson in it/)]);
});

test("what is hostile is refused with a sentence, and nothing of it runs", async () => {
  const trap = "$(touch TRAP) `touch TRAP`; touch TRAP\n";
  await using root = await lessonFolder({
    "a/index.json": { ...scenario, details: { steps: [{ text: "../../etc/passwd", verify: "one.sh" }], assets: { host01: [{ file: "../**", target: "~/" }, { file: "x", target: "/etc" }] } } },
    "a/one.sh": `}; ${trap}exit 0\n`,
    "b/index.json": `{"title": "${"x".repeat(300_000)}"}`,
    "c/index.json": `${"[".repeat(100_000)}`,
    "d/index.json": { ...scenario, title: trap },
    "d/one.md": "x",
    "d/one.sh": trap,
  });
  const { lessons, mistakes } = await lintFolders([root.path]);
  expect(lessons).toBe(4);
  const said = mistakes.map(({ file, message }) => `${file.slice(root.path.length + 1)}: ${message}`);
  expect(said).toEqual([
    'a/index.json: "../../etc/passwd" is not a path inside the lesson\'s folder',
    expect.stringMatching(/^a\/index\.json: "\.\.\/\*\*" leads out of assets\//),
    expect.stringMatching(/^a\/index\.json: .*/),
    expect.stringMatching(/^a\/one\.sh: bash cannot read it/),
    expect.stringMatching(/^b\/index\.json: index\.json has \d+ bytes, more than/),
    expect.stringMatching(/^c\/index\.json: broken JSON: more than 64 levels/),
  ]);
  for (const place of [root.path, process.cwd()]) expect(existsSync(join(place, "TRAP")), place).toBe(false);
});
