import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { loadLesson } from "../../../lessons/load.ts";
import type { LessonProof } from "../../../lessons/proof/proof.ts";
import { readAnswers } from "../../../scripts/lesson/proof/answers-file.ts";
import { junitOf } from "../../../scripts/lesson/proof/junit.ts";
import { ProofProgress } from "../../../scripts/lesson/proof/proof-progress.ts";
import { reportOf, summaryOf } from "../../../scripts/lesson/proof/proof-report.ts";
import { test as testFolders } from "../../../scripts/lesson/test.ts";
import { testLessons } from "../../../scripts/lesson/proof/test-lessons.ts";
import { HostHolderPool } from "../../support/host-holder-pool.ts";
import { lessonFolder } from "../../support/lesson-folder.ts";

const fixtures = join(import.meta.dirname, "..", "..", "fixtures", "lessons");
let folder: string;
let pool: HostHolderPool;
let said: string;
const progress = () => new ProofProgress({ write: (text: string) => Boolean((said += text)) } as unknown as NodeJS.WriteStream);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tatami-test-"));
  pool = new HostHolderPool();
  said = "";
});
afterEach(async () => {
  await pool[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const made: LessonProof = {
  lesson: "a&b", folder: "/x", languages: ["en"], proved: false, seconds: 1.5, trouble: [],
  steps: [
    { number: 1, title: "One", status: "proved", stages: [{ step: 0, stage: "after-solve", outcome: "ok", message: "", seconds: 0.5 }] },
    { number: 2, title: 'Two "<"', status: "failed", stages: [{ step: 1, stage: "near-miss", name: "wrong-port", outcome: "failed", message: "the check passes", output: "\u001b[1mline one\nline <two>", seconds: 0.5 }] },
    { number: 3, title: "Three", status: "needs-a-hand", stages: [{ step: 2, stage: "after-commands", language: "en", outcome: "needs-a-hand", message: "the text only tells", seconds: 0 }] },
    { number: 4, title: "Four", status: "no-check", stages: [] },
  ],
};

describe("lessons are proved one after the other", { timeout: 120_000 }, () => {
  test("on fresh environments, all of which go back", async () => {
    const lessons = [await loadLesson(join(fixtures, "proved-shell")), await loadLesson(join(fixtures, "foreign-shell"))];
    const proofs: LessonProof[] = [];
    await testLessons(lessons, { pool, signal: AbortSignal.timeout(100_000), progress: progress(), onProof: (proof) => proofs.push(proof) });
    expect(proofs.map(({ lesson, proved }) => [lesson, proved])).toEqual([["proved-shell", true], ["foreign-shell", false]]);
    expect(said).toMatch(/… proved-shell: its solutions\n… proved-shell: the commands of its text \(en\)\n… proved-shell: the commands of its text \(ja\)\n… foreign-shell: the commands/);
    expect(said).toContain("☐ step 2: check, after the text's commands (en): the text only tells what to do");
    expect(pool.status()).toMatchObject({ leased: 0, waiting: 0 });
  });

  test("what failed can be kept, and an end from outside is no lesson's failure", async () => {
    const lesson = await loadLesson(join(fixtures, "failing-shell"));
    const kept: string[] = [];
    await testLessons([lesson], { pool, signal: AbortSignal.timeout(100_000), progress: progress(), onProof: () => undefined, keep: ({ id }) => kept.push(id), only: 2 });
    expect(kept).toHaveLength(1);
    expect(pool.status()).toMatchObject({ leased: 1 });
    await expect(testLessons([lesson], { pool, signal: AbortSignal.abort(new Error("ended by SIGINT")), progress: progress(), onProof: () => expect.unreachable() })).rejects.toThrow("ended by SIGINT");
    expect(pool.status()).toMatchObject({ leased: 1, waiting: 0 });
  });
});

test("the report has a line for each step and says below it what went wrong", () => {
  expect(reportOf(made)).toBe(
    [
      "✖ a&b (en; 1.5 s)",
      "  ✔ 1 One  0.5 s",
      '  ✖ 2 Two "<"  0.5 s',
      "    near miss wrong-port: the check passes",
      "      | \u001b[1mline one",
      "      | line <two>",
      "  ☐ 3 Three (needs a hand)",
      "    check, after the text's commands (en): the text only tells",
      "  · 4 Four (has no check)",
    ].join("\n"),
  );
  expect(summaryOf([made])).toBe("0 of 1 lesson proved; steps: 1 proved, 1 failed, 1 needs a hand, 1 no check");
});

test("JUnit counts what nobody could click as skipped, and is well-formed whatever a terminal showed", () => {
  const xml = junitOf([made]);
  expect(xml).toContain('<testsuite name="a&#38;b" tests="3" failures="1" skipped="1" time="1.5">');
  expect(xml).toContain('<testcase classname="a&#38;b.2 Two &#34;&#60;&#34;" name="near miss wrong-port" time="0.5"><failure message="the check passes">[1mline one\nline &#60;two&#62;</failure></testcase>');
  expect(xml).toContain('<skipped message="the text only tells"/>');
  expect(xml).not.toMatch(/[\u0000-\u0008]|&(?!#\d+;)/);
});

test("answers are read by step, one command or several", async () => {
  const file = join(folder, "answers.json");
  await writeFile(file, '{"2": "touch told", "3": ["a", "b"]}');
  expect(await readAnswers(file)).toEqual(new Map([[1, ["touch told"]], [2, ["a", "b"]]]));
  await writeFile(file, '{"two": "x"}');
  await expect(readAnswers(file)).rejects.toThrow(/answers\.json has no answers that can be read .*two: must be a step's number|answers\.json has no answers that can be read/);
});

test("a step that one of the lessons does not have is refused: that lesson would be proved by nothing", async () => {
  const folders = ["proved-shell", "failing-shell"].map((name) => join(fixtures, name));
  await expect(testFolders(folders, { step: "4" }, AbortSignal.timeout(50_000))).rejects.toThrow("--step: must be the number of a step that every lesson has, from 1 to 3");
  await using empty = await lessonFolder({ "none/index.json": { title: "None" }, "broken/index.json": "{" });
  await expect(testFolders([join(empty.path, "none")], { step: "1" }, AbortSignal.timeout(50_000))).rejects.toThrow("--step: none has no steps");
  expect(await testFolders([join(empty.path, "broken")], { step: "1" }, AbortSignal.timeout(50_000))).toBe(1);
});
