import { execFile } from "node:child_process";
import { cp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { lessonCommands } from "../../../../lessons/command-buttons.ts";
import { editorAction } from "../../../../lessons/import/educates/editor-actions.ts";
import type { ActionBody } from "../../../../lessons/import/educates/action.ts";
import type { Lesson } from "../../../../lessons/lesson.ts";
import { lintFolders } from "../../../../lessons/lint/lint-folders.ts";
import { useImportedLesson } from "../../../support/imported-lesson.ts";
import { lessonFolder } from "../../../support/lesson-folder.ts";

const workshop = "test/fixtures/imports/educates-workshop";
let around: string;
let folder: string;
let lesson: Lesson;
let said: string[];

useImportedLesson(workshop, (imported) => ({ around, folder, lesson, said } = imported));

async function bash(script: string, home: string): Promise<{ code: number; output: string }> {
  try {
    const { stdout } = await promisify(execFile)("bash", ["-c", script], { env: { ...process.env, HOME: home }, timeout: 10_000 });
    return { code: 0, output: stdout };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, output: stdout + stderr };
  }
}

test("a workshop becomes a lesson in which lint finds nothing", async () => {
  expect(await lintFolders([folder])).toEqual({ lessons: 1, mistakes: [] });
  expect(said.at(-1)).toMatch(/: from Educates, 4 steps; 23 not carried over \(.*\); lint finds no mistake$/);
  expect(lesson).toMatchObject({ title: { en: "Words in files" }, time: { en: "30m" }, difficulty: { en: "beginner" }, flavor: "cluster", setup: { file: "setup.sh" } });
  expect(lesson.steps.map(({ title }) => title.en)).toEqual(["Welcome", "Work on files", "Work on YAML", "Goodbye"]);
  expect(lesson.assets).toMatchObject([{ host: "host01", files: ["exercises/app/config.yaml", "exercises/words.txt"], target: "" }]);
});

test("terminal actions, old and new, are clicks in their terminals", () => {
  const [welcome, work] = lessonCommands(lesson, "en").steps;
  expect(welcome?.map(({ command, terminal }) => [command, terminal])).toEqual([["echo old", "T1"], ["echo second", "T2"], ["\u0003", "T1"]]);
  expect(work?.slice(0, 5)).toMatchObject([
    { command: "clear\ncat ~/exercises/words.txt\nkubectl get pods", terminal: "T2" },
    { command: "date", terminal: "T1" },
    { command: "true", terminal: "T1", enter: false },
    { command: "\u0003", terminal: "T2" },
    { command: "clear", terminal: "T1" },
  ]);
});

test("what only shows something stands in the text, and what cannot be had is told with its line", async () => {
  const text = lesson.steps[1]?.text.en?.markdown;
  for (const part of ["```\nexport A=1\n```{{copy}}", "`~/exercises/words.txt`{{open}}", "**One more**\n\nIt is added at the end.", "`The app`{{preview 8080 /x}}", "[https://example.com/docs](https://example.com/docs)", "<details><summary>More</summary>", "**There is a four**", "**editor:execute-command**\n\n```yaml\ncommand: workbench.action.files.save"]) {
    expect(text).toContain(part);
  }
  const page = `${workshop}/workshop/content/01-work/01-files.md`;
  for (const loss of [
    `${page}:4: terminal:execute: cascade: here everything waits for a click, and can be seen`,
    `${page}:76: editor:set-yaml-value: yq sets the file's blank lines and lists its own way`,
    `${page}:135: editor:execute-command: cannot be had here; the text shows what it would have done`,
    `${page}:130: examiner:execute-test: there is no test ../../../etc/passwd in workshop/examiner/tests`,
    `${workshop}/workshop/content/00-welcome.md:3: the variable session_namespace stands for nothing here`,
    `${workshop}/workshop/content/00-welcome.md:25: the variable ingress_domain stands for nothing here`,
    `${workshop}/workshop/examiner/tests/in-python:1: is no shell script: write the check anew for bash`,
  ]) {
    expect(said).toContain(loss);
  }
});

test("the commands of the text lead to what the tests look for", async () => {
  const home = join(around, "home");
  await cp(join(folder, "assets"), home, { recursive: true });
  const verify = lesson.steps[1]?.verify?.source ?? "";
  expect(await bash(verify, home)).toEqual({ code: 1, output: "no line says four\nNot yet: There is a four\n" });
  for (const { command } of lessonCommands(lesson, "en").steps[1] ?? []) if (/words\.txt <<|^sed/.test(command)) await bash(command, home);
  expect(await readFile(join(home, "exercises/words.txt"), "utf8")).toBe("zero\none\ntwo\ntwo and a half\n3/3 & more\nfour\n");
  expect(await bash(verify, home)).toEqual({ code: 0, output: "" });
});

test.each<[name: string, body: ActionBody, after: string]>([
  ["create-file", { text: "new\nEOF\n" }, "new\nEOF\n"],
  ["append-lines-to-file", { text: "d" }, "a.b\nb/c\na.b\nd\n"],
  ["insert-lines-before-line", { line: 2, text: "x\ny" }, "a.b\nx\ny\nb/c\na.b\n"],
  ["insert-lines-after-line", { line: 3, text: "x" }, "a.b\nb/c\na.b\nx\n"],
  ["append-lines-after-match", { match: "a.b", text: "x" }, "a.b\nx\nb/c\na.b\n"],
  ["insert-lines-before-match", { match: "/c", text: "it's $HOME" }, "a.b\nit's $HOME\nb/c\na.b\n"],
  ["replace-matching-text", { match: "a.b", replacement: "\\1&/" }, "\\1&/\nb/c\na.b\n"],
  ["replace-matching-text", { match: "[ab]$", replacement: "z", isRegex: true, count: -1 }, "a.z\nb/c\na.z\n"],
  ["replace-lines-in-range", { start: 1, stop: 2, text: "x" }, "x\na.b\n"],
  ["delete-lines-in-range", { start: 2 }, "a.b\na.b\n"],
  ["delete-matching-lines", { match: "a.b" }, "b/c\n"],
])("%s does to a file what the editor does: %j", async (name, body, after) => {
  await using home = await lessonFolder({ "it's here.txt": "a.b\nb/c\na.b\n" });
  const { markdown = "" } = editorAction(name, { file: "~/it's here.txt", ...body }, undefined) ?? {};
  const command = /^`+bash\n([\s\S]*)\n`+\{\{exec\}\}$/.exec(markdown)?.[1] ?? "";
  expect(await bash(command, home.path)).toEqual({ code: 0, output: "" });
  expect(await readFile(join(home.path, "it's here.txt"), "utf8")).toBe(after);
});

test.each<[name: string, body: ActionBody, expression: string]>([
  ["set-yaml-value", { path: "spec.replicas", value: 3 }, ".spec.replicas = 3"],
  ["set-yaml-value", { path: 'data["index.html"]', value: { text: 'one "two"\nthree', all: [true, null] } }, '.data["index.html"] = {"text":"one \\"two\\"\\nthree","all":[true,null]}'],
  ["set-yaml-value", { path: "spec.containers[name=web].image", value: "nginx" }, '(.spec.containers[] | select(.name == "web")).image = "nginx"'],
  ["add-yaml-item", { path: "items", value: "x" }, '.items += ["x"]'],
  ["insert-yaml-item", { path: "items", index: 0, value: { a: 1 } }, '.items |= (.[:0] + [{"a":1}] + .[0:])'],
  ["replace-yaml-item", { path: "items[2]", value: 1 }, ".items[2] = 1"],
  ["delete-yaml-value", { path: "metadata.labels.app-name" }, 'del(.metadata.labels["app-name"])'],
  ["merge-yaml-values", { path: "metadata.labels", value: { a: "b" } }, '.metadata.labels += {"a":"b"}'],
  ["insert-value-into-yaml", { path: "items", value: [1] }, ".items += [1]"],
])("%s is a command of yq: %j", (name, body, expression) => {
  expect(editorAction(name, { file: "~/a.yaml", ...body }, undefined)?.markdown).toBe(`\`\`\`bash\nyq -i '${expression}' ~/a.yaml\n\`\`\`{{exec}}`);
});

test("an edit that no command line can make is none", () => {
  for (const [name, body] of [
    ["replace-matching-text", { match: "two\nlines", replacement: "x" }],
    ["replace-matching-text", { match: "(a)b", isRegex: true, group: 1, replacement: "x" }],
    ["insert-lines-before-line", { line: 0, text: "x" }],
    ["replace-text-selection", { text: "nothing was marked" }],
    ["set-yaml-value", { path: "a.b" }],
    ["set-yaml-value", { path: "a..b", value: 1 }],
    ["set-yaml-value", { path: 'a["b"', value: 1 }],
    ["set-yaml-value", { path: "a", value: "\\(.b)" }],
    ["insert-yaml-item", { path: "a", value: 1, index: -1 }],
    ["merge-yaml-values", { path: "a", value: { b: { c: 1 } } }],
    ["insert-value-into-yaml", { path: "a", value: { b: 1 } }],
  ] satisfies [string, ActionBody][]) {
    expect(editorAction(name, { file: "~/x", ...body }, undefined), name).toBeUndefined();
  }
  expect(editorAction("create-file", { file: "a\n$(reboot)", text: "" }, undefined)).toBeUndefined();
});
