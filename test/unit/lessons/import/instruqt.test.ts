import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { lintFolders } from "../../../../lessons/lint/lint-folders.ts";
import { lessonCommands } from "../../../../lessons/command-buttons.ts";
import type { Lesson } from "../../../../lessons/lesson.ts";
import { quizzesOf } from "../../../../lessons/quiz/quizzes-of.ts";
import { useImportedLesson } from "../../../support/imported-lesson.ts";

const track = "test/fixtures/imports/instruqt-track";
let around: string;
let folder: string;
let lesson: Lesson;
let said: string[];

useImportedLesson(track, (imported) => ({ around, folder, lesson, said } = imported));

test("a track becomes a lesson in which lint finds nothing but a picture from elsewhere", async () => {
  expect(await lintFolders([folder])).toEqual({ lessons: 1, mistakes: [expect.objectContaining({ message: expect.stringContaining("far.png is not loaded") })] });
  expect(said.at(-1)).toMatch(/^\S+: from Instruqt, 3 steps; 26 not carried over \(\S+IMPORTED\.md\); lint finds 1$/);
  expect(lesson).toMatchObject({ title: { en: "Files and shells" }, description: { en: "Make a file,\nand find it again." }, time: { en: "30 min" }, difficulty: { en: "beginner" }, flavor: "cluster", user: "root" });
  expect(lesson.notices).toEqual([]);
});

test("challenges are steps in the order of their numbers, each with its scripts", () => {
  expect(lesson.steps.map(({ title }) => title.en)).toEqual(["Your first file", "Two machines", "What makes a file?"]);
  expect(lesson.steps.map(({ verify, solve, setup, cleanup }) => [verify, solve, setup, cleanup].map(Boolean))).toEqual([
    [true, true, true, true],
    [true, false, false, false],
    [false, false, false, false],
  ]);
  expect(lesson.steps[0]?.verifyTimeout).toBe(60);
});

test("what runs by a click runs in the tab that the text has led to", () => {
  expect(lessonCommands(lesson, "en").steps[0]).toMatchObject([
    { command: "echo hello > ~/first", terminal: "T1" },
    { command: "ls ~", terminal: "T2" },
  ]);
});

test("tabs, buttons, notes and quizzes stand in the text", () => {
  const text = lesson.steps[0]?.text.en?.markdown;
  for (const part of ["Files are **everywhere**.", "![](../assets/map.png)", "`Web page`{{preview 8080 /index.html}} · [Manual](https://example.com/manual) · `/root/work/notes.txt`{{open}}", "> **Note**", "see `the page`{{preview 8080 /index.html}}, the [Manual](https://example.com/manual), [Docs](https://example.com/docs)", "rm -rf /\n```{{}}", "[not a link](tab-0): true", "In **Second shell**"]) {
    expect(text).toContain(part);
  }
  expect(text).not.toContain("[button");
  expect(quizzesOf(lesson, 2, "en")).toEqual([{ kind: "several", question: "What makes a file?", options: [{ text: "touch", right: true, contains: false }, { text: "rm", right: false, contains: false }, { text: "cat > file", right: true, contains: false }] }]);
});

test("every loss is told with its line, and stands in the lesson's folder", async () => {
  const losses = said.filter((line) => line.startsWith(`${track}/`)).map((line) => line.slice(track.length + 1));
  for (const loss of [
    "track.yml:18: idle_timeout: has no place in a lesson here",
    "config.yml:10: server: the learner's toolbox stands in its place, not the image instruqt/k3s-v1-33",
    "config.yml:14: secrets: there is nothing like it here",
    "01-first-file/assignment.md:14: a note of the type video is not shown here: https://example.com/film",
    '01-first-file/assignment.md:19: tab "Second shell": its command is not run by itself: top',
    '01-first-file/assignment.md:40: tab "Console": a tab of the type browser like this one cannot be had here',
    '01-first-file/assignment.md:69: the link "Folder" leads to tab-5, which is not here',
    "01-first-file/assignment.md:77: a variable of Instruqt's (Instruqt-Var) stands for nothing here",
    "01-first-file/solve-shell:2: set-workdir changes nothing here: terminals begin in the home",
    "02-two-hosts/assignment.md:14: needs Docker, which a learner does not have here",
    "02-two-hosts/solve-shell:1: is no shell script (#!/usr/bin/env python3): write it anew for bash",
    "02-two-hosts/remarks.txt:1: is neither the assignment nor one of its scripts",
    "notes-of-authors:1: is no challenge: there is no assignment.md in it",
  ]) {
    expect(losses).toContain(loss);
  }
  const written = await readFile(join(folder, "IMPORTED.md"), "utf8");
  expect(written.split("\n").filter((line) => line.startsWith("* "))).toHaveLength(losses.length);
});

describe("scripts, run by bash", () => {
  /** Runs a script of the lesson in a home of its own; root's folders that it names are in there, too. */
  async function runScript(source: string | undefined, home: string): Promise<{ code: number; output: string }> {
    const script = (source ?? "").replaceAll("/opt/", `${home}/opt/`).replaceAll("/etc/hosts", `${home}/hosts`).replaceAll("/root/", `${home}/`);
    try {
      const { stdout } = await promisify(execFile)("bash", ["-c", `exec 2>&1\n${script}`], { env: { ...process.env, HOME: home }, timeout: 10_000 });
      return { code: 0, output: stdout };
    } catch (error) {
      const { code, stdout } = error as { code: number; stdout: string };
      return { code, output: stdout };
    }
  }

  async function home(name: string): Promise<string> {
    await mkdir(join(around, name));
    return join(around, name);
  }

  test("the first message ends a check, also where its last line is exit 0", async () => {
    const [first] = lesson.steps;
    const learner = await home("one");
    expect(await runScript(first?.verify?.source, learner)).toEqual({ code: 1, output: "There is no file first.\n" });
    await writeFile(join(learner, "first"), "");
    expect(await runScript(first?.verify?.source, learner)).toEqual({ code: 1, output: "The file first is empty.\n" });
    expect(await runScript(first?.solve?.source, learner)).toMatchObject({ code: 0 });
    expect(await runScript(first?.verify?.source, learner)).toEqual({ code: 0, output: "" });
  });

  test("a message is the last line, and so what the learner is told, also where all is traced", async () => {
    const traced = `set -euxo pipefail\n`;
    const { source = "" } = lesson.steps[0]?.verify ?? {};
    const { code, output } = await runScript(source.replace("set -e\n", traced), await home("traced"));
    expect(source).not.toContain(traced);
    expect([code, output.trimEnd().split("\n").at(-1)]).toEqual([1, "There is no file first."]);
  });

  test("of two machines' checks the first that fails decides, by set -e, too", async () => {
    expect(await runScript(lesson.steps[1]?.verify?.source, await home("two"))).toEqual({ code: 1, output: "" });
  });

  test("the track's setup does not wait for Instruqt, knows the machines, and keeps variables", async () => {
    const learner = await home("three");
    expect(await runScript(lesson.setup?.source, learner)).toEqual({ code: 0, output: "" });
    expect(await readFile(join(learner, "hosts"), "utf8")).toBe("127.0.0.1 shell\n127.0.0.1 server\n");
    expect(await readFile(join(learner, "opt/instruqt/variables/LAB"), "utf8")).toBe("one\n");
  });
});
