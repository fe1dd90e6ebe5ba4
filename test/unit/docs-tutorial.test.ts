import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadLesson } from "../../lessons/load.ts";
import { readText } from "../../lessons/markdown.ts";
import { type LessonProof, stageNames, stageOutcomes, stepStatuses } from "../../lessons/proof/proof.ts";
import { readStructure } from "../../lessons/structure.ts";
import { lint } from "../../scripts/lesson/lint.ts";
import { newLesson } from "../../scripts/lesson/new-lesson.ts";
import { readAnswers } from "../../scripts/lesson/proof/answers-file.ts";
import { ProofProgress } from "../../scripts/lesson/proof/proof-progress.ts";
import { reportOf, summaryOf } from "../../scripts/lesson/proof/proof-report.ts";
import { testLessons } from "../../scripts/lesson/proof/test-lessons.ts";
import { HostHolderPool } from "../support/host-holder-pool.ts";
import { lessonFolder, type LessonFolder } from "../support/lesson-folder.ts";
import { readDocument } from "../support/markdown-document.ts";

const { blocks } = readDocument("docs/authoring.md");
const shown = blocks.map(({ code }) => code);
let around: LessonFolder;
let folder: string;

beforeEach(async () => {
  around = await lessonFolder({ "notes.md": "x" });
  folder = await newLesson(join(around.path, "find-errors"));
});
afterEach(async () => await around[Symbol.asyncDispose]());

/** Does what the tutorial says: every block with a file's name is written there. */
async function follow(): Promise<void> {
  for (const { file, code } of blocks) {
    if (file === undefined) continue;
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), code);
  }
}

/** Proves the lesson on this host, where the learner's home is another folder than in a toolbox, with real shells. */
async function prove(): Promise<LessonProof> {
  for (const file of await readdir(folder, { recursive: true })) {
    if (file.endsWith(".sh")) await replace(file, "/home/learner", "$HOME");
  }
  await using pool = new HostHolderPool();
  const proofs: LessonProof[] = [];
  const progress = new ProofProgress({ write: () => true } as unknown as NodeJS.WriteStream);
  await testLessons([await loadLesson(folder)], { pool, signal: AbortSignal.timeout(100_000), progress, onProof: (proof) => proofs.push(proof) });
  return proofs[0]!;
}

async function replace(file: string, old: string, fresh: string): Promise<void> {
  const path = join(folder, file);
  await writeFile(path, (await readFile(path, "utf8")).replaceAll(old, () => fresh));
}

function printed(proof: LessonProof): string {
  return `${reportOf(proof)}\n${summaryOf([proof])}\n`.replace(/\d+\.\d s/g, "… s");
}

async function linted(): Promise<string> {
  const lines: string[] = [];
  await lint([folder], (line) => lines.push(line.replace(around.path, "my-lessons").replace(/ \(shellcheck is not.*\)$/, "")));
  return `${lines.join("\n")}\n`;
}

test("a new lesson is proved, and the report is the one that the tutorial shows", { timeout: 120_000 }, async () => {
  expect(shown).toContain(printed(await prove()));
});

test("the tutorial's own step has no mistake and is proved", { timeout: 120_000 }, async () => {
  await follow();
  expect(await linted()).toBe("1 lesson, no mistake\n");
  expect(shown).toContain(printed(await prove()));
});

test("one language is enough: without its translation the lesson has no mistake", async () => {
  await follow();
  await rm(join(folder, "_ja"), { recursive: true });
  expect(await linted()).toBe("1 lesson, no mistake\n");
});

test("the check of a cluster and the picture that the tutorial shows have no mistake", async () => {
  await follow();
  await writeFile(join(folder, "count-errors", "verify.sh"), shown.find((code) => code.includes("readyReplicas")) ?? "");
  await mkdir(join(folder, "pictures"));
  await writeFile(join(folder, "pictures", "log.png"), "x");
  const picture = shown.find((code) => code.includes("/pictures/")) ?? "";
  for (const text of ["count-errors/text.md", "_ja/count-errors/text.md"]) await writeFile(join(folder, text), `${await readFile(join(folder, text), "utf8")}\n${picture}`);
  expect(await linted()).toBe("1 lesson, no mistake\n");
  await rm(join(folder, "pictures"), { recursive: true });
  expect(await linted()).toContain("there is no image /pictures/log.png");
});

test("what the tutorial says of checks that look in the wrong place, and of commas, is what lint says", async () => {
  await follow();
  await replace(join("count-errors", "verify.sh"), "/home/learner/count.txt", "~/count.txt");
  expect(await linted()).toContain("~ is not the learner's home");
  await replace("index.json", '"imageid": "ubuntu" }', '"imageid": "ubuntu", }');
  expect(await linted()).toContain("one comma too many");
});

test("a key that is misspelt is told as the tutorial shows it", { timeout: 120_000 }, async () => {
  await follow();
  await replace("index.json", '"verify": "count', '"verfy": "count');
  expect(shown).toContain(await linted());
});

test("a check that is too weak fails by its near miss, as the tutorial and the page on CI show it", { timeout: 120_000 }, async () => {
  await follow();
  await writeFile(join(folder, "count-errors", "verify.sh"), '[ -e /home/learner/count.txt ] || not_yet en "There is no file count.txt yet. Look with: ls" ja "count.txt がまだありません。確認: ls"\necho "count.txt is there"\n');
  const proof = await prove();
  expect(shown).toContain(printed(proof));

  const report = JSON.parse(readDocument("docs/ci.md").blocks.find(({ language }) => language === "json")?.code ?? "") as { exitCode: number; lessons: LessonProof[] };
  const { steps, ...lesson } = report.lessons[0]!;
  expect(proof).toMatchObject({ ...lesson, folder: expect.any(String), seconds: expect.any(Number) });
  expect(Object.keys(lesson).sort()).toEqual(Object.keys(proof).filter((key) => key !== "steps").sort());
  const { stages, ...step } = steps[0]!;
  const real = proof.steps[1]!;
  expect(real).toMatchObject(step);
  for (const stage of stages) expect(real.stages).toContainEqual({ ...stage, seconds: expect.any(Number) });
});

test.each(["docs/ci.md", "docs/ci.ja.md"])("%s names all stages, statuses and outcomes that a proof has, and no others", (file) => {
  const rows = readDocument(file).tables.flat();
  const namedIn = (field: string): string[] => [...(rows.find(([head]) => head === `\`${field}\``)?.[1] ?? "").matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
  for (const [field, all] of Object.entries({ stage: stageNames, status: stepStatuses, outcome: stageOutcomes })) expect(namedIn(field).sort(), field).toEqual([...all].sort());
});

test("the quizzes, the course and the answers that the tutorial shows can be read", async () => {
  const block = (begin: string): string => shown.find((code) => code.startsWith(begin)) ?? "";
  expect(readText(block(">>Q1")).quizzes.map(({ kind, options }) => [kind, options.filter(({ right }) => right).length])).toEqual([["one", 1], ["several", 1], ["text", 1]]);
  await writeFile(join(around.path, "structure.json"), shown.find((code) => code.includes('"items"')) ?? "");
  expect(await readStructure(around.path, "")).toMatchObject({ items: [{ path: "find-errors" }], mistakes: [] });
  await writeFile(join(around.path, "answers.json"), block('{ "2":'));
  expect(await readAnswers(join(around.path, "answers.json"), [{ id: "old-one" }])).toEqual(new Map([["old-one", new Map([[1, ["touch told"]], [2, ["cd work", "make"]]])]]));
});
