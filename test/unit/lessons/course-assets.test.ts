import { cp, mkdir, mkdtemp, rename, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { assetPath } from "../../../lessons/asset-rules.ts";
import { LessonFileError } from "../../../lessons/lesson-files.ts";
import { loadLesson } from "../../../lessons/load.ts";
import { LessonMistakes, printMistake } from "../../../lessons/mistakes.ts";

const fixture = new URL("../../fixtures/lessons/course/", import.meta.url).pathname;
let root: string;
let course: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "tatami-test-"));
  course = join(root, "course");
  await cp(fixture, course, { recursive: true });
});
afterEach(() => rm(root, { recursive: true }));

async function useAsset(file: string, from = "course"): Promise<void> {
  const index = { title: "b", details: { steps: [{ text: "step.md" }], assets: { client: [{ file, target: "~/", from }] } } };
  await writeFile(join(course, "b", "index.json"), JSON.stringify(index));
}

async function mistakes(): Promise<string[]> {
  const error: unknown = await loadLesson(join(course, "b"), "course/b").then(
    () => undefined,
    (problem: unknown) => problem,
  );
  expect(error).toBeInstanceOf(LessonMistakes);
  return (error as LessonMistakes).mistakes.map(printMistake);
}

test("files beside structure.json are named by their rule", async () => {
  const lesson = await loadLesson(join(course, "b"), "course/b");
  expect(lesson.assets).toEqual([
    { host: "client", from: "course", files: ["shared.yaml"], target: "" },
    { host: "client", from: "course", files: ["deep/tool.sh"], target: "tools", mode: 0o755 },
  ]);
  expect(await assetPath(lesson.folder, "course", "shared.yaml")).toBe(join(course, "assets", "shared.yaml"));
});

test("a lesson without a course has no course's files", async () => {
  await rename(join(course, "structure.json"), join(course, "other.json"));
  expect(await mistakes()).toEqual([7, 8].map((line) => `index.json:${line}: "from": "course" needs a structure.json in the folder around the lesson`));
});

test.each([
  ["../structure.json", '"../structure.json" leads out of assets/'],
  ["/etc/hostname", '"/etc/hostname" leads out of assets/'],
  ["nowhere.yaml", 'no file below the course\'s assets/ is named by "nowhere.yaml"'],
])("%s is refused", async (file, message) => {
  await useAsset(file);
  expect(await mistakes()).toEqual([`index.json:1: ${message}`]);
});

test("another word than lesson or course is a mistake", async () => {
  await useAsset("shared.yaml", "venue");
  expect(await mistakes()).toEqual([expect.stringContaining('entry 1 of the assets for client: from must be "lesson" or "course"')]);
});

test.each([
  ["a file that is a link out of the course", async () => symlink("/etc/hostname", join(course, "assets", "host.txt"))],
  [
    "a file behind assets/ that is a link itself",
    async () => {
      await mkdir(join(root, "elsewhere"));
      await writeFile(join(root, "elsewhere", "host.txt"), "secret");
      await rm(join(course, "assets"), { recursive: true });
      await symlink(join(root, "elsewhere"), join(course, "assets"));
    },
  ],
])("%s is refused, when loaded and when copied", async (_name, prepare) => {
  await prepare();
  await useAsset("host.txt");
  expect(await mistakes()).toEqual(["index.json:1: assets/host.txt leads out of the course's folder by a symbolic link"]);
  await expect(assetPath(join(course, "b"), "course", "host.txt")).rejects.toThrow(LessonFileError);
});

test("a file that is larger than a holder takes is refused", async () => {
  await writeFile(join(course, "assets", "large.bin"), "");
  await truncate(join(course, "assets", "large.bin"), 9_000_000);
  await useAsset("*.bin");
  expect(await mistakes()).toEqual([expect.stringMatching(/assets\/large\.bin has 9000000 bytes, more than/)]);
});
