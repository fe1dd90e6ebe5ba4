import { mkdir, readFile, symlink, truncate, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readImport } from "../../../../lessons/import/import-lesson.ts";
import { importLesson } from "../../../../scripts/lesson/import.ts";
import { lessonFolder } from "../../../support/lesson-folder.ts";

const assignment = (body = "Do it.\n", head = ""): string => `---\ntitle: One\n${head}---\n${body}`;
const good = { "track.yml": "title: T\n", "01-one/assignment.md": assignment() };

/** Imports a folder of these files and gives what is said: the lines, or the sentence of refusal; a refused import leaves nothing behind. */
async function outcome(files: Record<string, string>, prepare?: (folder: string) => Promise<void>): Promise<string> {
  await using around = await lessonFolder(Object.fromEntries(Object.entries(files).map(([name, content]) => [`source/${name}`, content])));
  const said: string[] = [];
  const source = join(around.path, "source");
  await mkdir(source, { recursive: true });
  await prepare?.(source);
  const out = join(around.path, "lesson");
  try {
    await importLesson(source, { out }, (line) => said.push(line));
  } catch (error) {
    expect((error as Error).name, String((error as Error).stack)).toBe("ImportProblem");
    expect(existsSync(out)).toBe(false);
    return (error as Error).message.replaceAll(around.path, "");
  }
  return said.join("\n").replaceAll(around.path, "");
}

test("what is neither a track nor a workshop is refused with what would be one", async () => {
  expect(await outcome({ "index.json": "{}" })).toContain("an Instruqt track has a track.yml, an Educates workshop a folder workshop/content");
  expect(await outcome({ "track.yml": "title: T\nchallenges: []\n" })).toContain("no folder with an assignment.md");
  expect(await outcome({ "workshop/content/x.txt": "" })).toContain("holds no page");
  await expect(importLesson("/nowhere/at-all", {}, () => undefined)).rejects.toThrow("there is no folder /nowhere/at-all");
});

test("YAML that is none is refused with its line", async () => {
  expect(await outcome({ ...good, "track.yml": "title: T\nslug: [a\n" })).toMatch(/^\/source\/track\.yml:[23]: this YAML cannot be used/);
  expect(await outcome({ ...good, "track.yml": "title: T\ntimelimit: soon\n" })).toContain("track.yml:2: this YAML cannot be used: timelimit:");
  expect(await outcome({ ...good, "01-one/assignment.md": "no front matter" })).toContain("01-one/assignment.md:1: has no front matter");
  expect(await outcome({ ...good, "01-one/assignment.md": assignment("x", "tabs: 3\n") })).toContain("01-one/assignment.md:3: this YAML cannot be used: tabs:");
});

test("an action that is no YAML is shown as it was written, and the others go on", async () => {
  const said = await outcome({ "workshop/content/a.md": "# A\n\n```terminal:execute\ncommand: a: b\n```\n\n```terminal:execute\ncommand: date\n```\n" });
  expect(said).toContain("workshop/content/a.md:3: terminal:execute: its YAML cannot be used; it is shown as it was written");
  expect(said).toContain("1 not carried over");
});

test("bombs of YAML are refused at once", { timeout: 10_000 }, async () => {
  const bomb = ["a0: &a0 [x, x, x, x, x, x, x, x, x]", ...Array.from({ length: 20 }, (_, n) => `a${n + 1}: &a${n + 1} [${Array(9).fill(`*a${n}`).join(", ")}]`)].join("\n");
  expect(await outcome({ ...good, "track.yml": bomb })).toContain("its anchors (&name) are used more than 50 times");
  expect(await outcome({ ...good, "track.yml": "[".repeat(200_000) })).toContain("more than 100 levels");
  expect(await outcome({ ...good, "track.yml": `${"- ".repeat(100_000)}x` })).toContain("more than 100 levels");
  const steps = Array.from({ length: 50 }, (_, n) => `${" ".repeat(200 * n)}${"- ".repeat(90)}${n === 49 ? "x" : ""}`).join("\n");
  expect(await outcome({ ...good, "track.yml": steps })).toContain("this YAML cannot be used");
});

test("keys that every object knows are keys like any other", async () => {
  expect(await outcome({ ...good, "track.yml": "title: T\n__proto__:\n  polluted: yes\nconstructor: 1\n" })).toContain("lint finds no mistake");
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test("what is too large, or too much, is refused", async () => {
  const large = async (folder: string): Promise<void> => {
    await writeFile(join(folder, "track.yml"), "");
    await truncate(join(folder, "track.yml"), 100 * 1024 * 1024);
  };
  expect(await outcome(good, large)).toContain("track.yml has 104857600 bytes, more than the 262144 that are allowed");
  const many = Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`${n}-x/assignment.md`, assignment()]));
  expect(await outcome({ ...good, ...many })).toContain("has more than 200 challenges");
  const film = async (folder: string): Promise<void> => {
    await mkdir(join(folder, "assets"));
    await writeFile(join(folder, "assets/film.mp4"), "");
    await truncate(join(folder, "assets/film.mp4"), 9 * 1024 * 1024);
  };
  expect(await outcome(good, film)).toContain("assets/film.mp4:1: has 9 MiB");
});

test("nothing outside of the folder is read, by no link and no name", async () => {
  const links = async (folder: string): Promise<void> => {
    await symlink("/etc/passwd", join(folder, "01-one/check-shell"));
    await mkdir(join(folder, "assets"));
    await symlink("/etc/passwd", join(folder, "assets/x.png"));
  };
  const said = await outcome(good, links);
  expect(said).toContain("01-one/check-shell:1: is a symbolic link, which is not followed");
  expect(said).toContain("assets/x.png:1: is a symbolic link, which is not followed");
  const headLink = async (folder: string): Promise<void> => {
    await mkdir(join(folder, "02-two"));
    await symlink("/etc/passwd", join(folder, "config.yml"));
  };
  expect(await outcome(good, headLink)).toContain("config.yml leads out of the lesson's folder by a symbolic link");
});

test("names and words of a stranger's become no command and no path", async () => {
  await using around = await lessonFolder({
    "source/track.yml": "title: T\nslug: ../../outside\n",
    "source/config.yml": 'containers:\n- name: "x; touch /tmp/owned"\n- name: shell\n',
    "source/01-$(reboot)/assignment.md": assignment("x\n"),
  });
  const said: string[] = [];
  await importLesson(join(around.path, "source"), { out: join(around.path, "lesson") }, (line) => said.push(line));
  expect(said.at(-1)).toContain("lint finds no mistake");
  expect(existsSync(join(around.path, "lesson/01-reboot/text.md"))).toBe(true);
  expect(await readFile(join(around.path, "lesson/setup.sh"), "utf8")).not.toContain("owned");
});

test("long lines of openings are read in no time", { timeout: 10_000 }, async () => {
  const begin = performance.now();
  for (const piece of ["[button label=", "[a](tab-", "![x](https:", "<img ", "```", "{{", "$(a_", "curl ", "&a "]) {
    const long = piece.repeat(15_000);
    await using around = await lessonFolder({ "track/track.yml": good["track.yml"], "track/01-one/assignment.md": assignment(long), "track/01-one/check-shell": long, "workshop/workshop/content/a.md": long });
    for (const source of ["track", "workshop"]) expect((await readImport(join(around.path, source))).lesson.steps).toHaveLength(1);
  }
  expect(performance.now() - begin).toBeLessThan(4_000);
});

test("nothing that is there is written over", async () => {
  await using around = await lessonFolder({ "source/track.yml": good["track.yml"], "source/01-one/assignment.md": assignment(), "lesson/mine.txt": "mine" });
  await expect(importLesson(join(around.path, "source"), { out: join(around.path, "lesson") }, () => undefined)).rejects.toThrow("is there already; remove it, or choose another place with --out");
  expect(await readFile(join(around.path, "lesson/mine.txt"), "utf8")).toBe("mine");
});
