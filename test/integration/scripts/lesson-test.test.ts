import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { CommandError, run } from "../../../clusters/command.ts";
import { checkStep } from "../../../lessons/check.ts";
import { loadLesson } from "../../../lessons/load.ts";
import type { LessonProof } from "../../../lessons/proof/proof.ts";
import { prepareLesson } from "../../../lessons/scripts.ts";
import { importLesson } from "../../../scripts/lesson/import.ts";
import { StateLock } from "../../../scripts/venue/state-lock.ts";
import { ChildProgram } from "../../support/child-program.ts";
import { presenceOf } from "../../support/docker-leftovers.ts";
import { lessonFolder } from "../../support/lesson-folder.ts";
import { testVenue } from "../../support/venue.ts";

const program = join(import.meta.dirname, "..", "..", "..", "scripts", "tatami.mjs");
const fixtures = join(import.meta.dirname, "..", "..", "fixtures", "lessons");

/** Runs `tatami lesson ...` as an author does, and gives how it ended and what it said. */
async function lesson(...args: string[]): Promise<{ exitCode: number | undefined; said: string }> {
  try {
    return { exitCode: 0, said: await run(process.execPath, [program, "lesson", ...args], { timeoutMs: 280_000 }) };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { exitCode: error.exitCode, said: error.output };
  }
}

function stateFolder(): string {
  const folder = process.env["TATAMI_TEST_STATE"];
  if (!folder) throw new Error("Run the tests by `npm test`: it prepares Docker, the images and a folder for this run.");
  return join(folder, randomBytes(3).toString("hex"));
}

async function proofsIn(file: string): Promise<LessonProof[]> {
  return (JSON.parse(await readFile(file, "utf8")) as { lessons: LessonProof[] }).lessons;
}

/** What `lesson import` makes of a fixture. Of its cluster, which stands for a command or a machine in it, its checks need nothing. */
async function importedForShell(name: string, around: string): Promise<string> {
  const out = join(around, name);
  await importLesson(join(fixtures, "..", "imports", name), { out }, () => undefined);
  const index = join(out, "index.json");
  await writeFile(index, (await readFile(index, "utf8")).replace(/"imageid": "kubernetes[^"]*"/, '"imageid": "ubuntu"'));
  return out;
}

const statuses = (proof: LessonProof | undefined) => proof?.steps.map(({ status }) => status);

describe("tatami lesson test in real environments", () => {
  test("a new lesson and one that types into running programs are proved; reports for programs are written", async () => {
    await using around = await lessonFolder({ "notes.md": "x" });
    const [json, junit] = [join(around.path, "proof.json"), join(around.path, "proof.xml")];
    const made = join(around.path, "first-light");
    expect(await lesson("new", made)).toMatchObject({ exitCode: 0 });
    expect(await lesson("test", made, join(fixtures, "proved-shell"), "--state", stateFolder(), "--json", json, "--junit", junit)).toMatchObject({ exitCode: 0, said: expect.stringContaining("2 of 2 lessons proved; steps: 4 proved") });
    expect((await proofsIn(json)).map(({ lesson: id, proved, languages }) => [id, proved, languages])).toEqual([
      ["first-light", true, ["en", "ja"]],
      ["proved-shell", true, ["en", "ja"]],
    ]);
    expect(await readFile(junit, "utf8")).toMatch(/<testsuite name="first-light" tests="\d+" failures="0" skipped="0"/);
  });

  test("what is wrong is named, what nobody can click is never passed, and the exit code says that a lesson failed", async () => {
    await using around = await lessonFolder({ "notes.md": "x" });
    const json = join(around.path, "proof.json");
    const answers = join(around.path, "answers.json");
    const told = JSON.parse(await readFile(join(fixtures, "foreign-shell", "answers.json"), "utf8")) as unknown;
    await writeFile(answers, JSON.stringify({ "foreign-shell": told, "everything": { 4: "touch ~/told" }, "task": { 1: "touch done" } }));
    const own = ["ending-shell", "failing-shell", "foreign-shell", "hostile-shell", "begun-shell", "lacking-shell"].map((name) => join(fixtures, name));
    const imported = await Promise.all(["instruqt-track", "educates-workshop"].map((name) => importedForShell(name, around.path)));
    const folders = [...own, join(fixtures, "..", "format-lessons"), ...imported];
    const { exitCode, said } = await lesson("test", ...folders, "--answers", answers, "--state", stateFolder(), "--json", json);
    expect(exitCode, said).toBe(1);
    const [ending, failing, foreign, hostile, begun, lacking, everything, task, track, workshop] = await proofsIn(json);
    expect(ending?.steps[0]?.stages).toEqual([expect.objectContaining({ stage: "before-commands", outcome: "failed", message: expect.stringMatching(/^it ended its own environment twice: /) })]);
    expect(statuses(failing)).toEqual(["failed", "failed", "failed", "failed"]);
    expect(statuses(foreign)).toEqual(["proved", "proved", "proved", "no-check", "not-possible"]);
    expect(statuses(hostile)).toEqual(["failed", "needs-a-hand"]);
    expect(statuses(begun)).toEqual(["proved", "proved", "proved"]);
    expect(lacking?.steps.map(({ status, stages }) => [status, stages.find(({ outcome }) => outcome !== "ok")?.message.split(";")[0]])).toEqual([
      ["not-possible", "not possible at this venue: docker cannot be used (docker run --name web nginx), which another part wanted"],
      ["not-possible", "not possible at this venue: systemctl cannot be used (systemctl restart nginx)"],
      ["not-possible", "not possible at this venue: curl cannot reach example.org on the internet"],
      ["proved", undefined],
    ]);
    expect(statuses(everything), said).toEqual(["proved", "proved", "no-check", "proved"]);
    expect([task?.languages, statuses(task)]).toEqual([["en", "ja"], ["proved"]]);
    expect(statuses(track), said).toEqual(["proved", "not-possible", "no-check"]);
    expect(statuses(workshop), said).toEqual(["no-check", "proved", "proved", "no-check"]);
    expect(said).toContain("check, before anything was done (en): the check passes; it must say that the step is not done yet");
    expect(said).toContain("not possible at this venue: docker cannot be used");
  });

  test("a cluster's lesson, a watching terminal and Ctrl-C included", async () => {
    expect(await lesson("test", join(fixtures, "proved-cluster"), "--state", stateFolder())).toMatchObject({ exitCode: 0, said: expect.stringContaining("1 of 1 lesson proved; steps: 1 proved") });
  });

  test("a venue that cannot be had is no lesson's failure", async () => {
    const stateDir = stateFolder();
    using _held = new StateLock(stateDir);
    expect(await lesson("test", join(fixtures, "proved-shell"), "--state", stateDir)).toMatchObject({ exitCode: 2, said: expect.stringMatching(/The venue failed, not a lesson: .*serves from/) });
  });

  test("go makes a fresh environment that lives until the author ends it, and takes it down", async () => {
    const stateDir = stateFolder();
    await using going = new ChildProgram(process.execPath, { args: [program, "lesson", "go", "2", join(fixtures, "proved-shell"), "--state", stateDir] });
    // Where nobody types, nothing but its own waiting keeps it alive.
    going.closeInput();
    await going.says(/Ctrl-C takes it down/, 120_000);
    expect((await presenceOf(stateDir)).length).toBeGreaterThan(0);
    await delay(1_000);
    expect(going.ended).toBe(false);
    expect(await going.end("SIGINT")).toBe(0);
    expect(await presenceOf(stateDir)).toEqual([]);
  });

  test("go brings a learner's environment to where a step begins", async () => {
    await using venue = await testVenue();
    const signal = AbortSignal.timeout(200_000);
    const folder = join(fixtures, "proved-shell");
    const loaded = await loadLesson(folder);
    await using environment = await venue.maker.make("shell", { signal });
    await environment.unpause(signal);
    await prepareLesson({ lesson: loaded, holder: environment.holder, signal });
    expect(await lesson("go", "3", folder, "--environment", environment.id, "--state", venue.stateDir)).toMatchObject({ exitCode: 0 });
    const answers = await Promise.all([0, 1, 2].map((step) => checkStep({ lesson: loaded, step, language: "en", holder: environment.holder, signal })));
    expect(answers.map(({ result }) => result)).toEqual(["passed", "passed", "not-yet"]);
    expect(await lesson("go", "9", folder, "--environment", environment.id, "--state", venue.stateDir)).toMatchObject({ exitCode: 1, said: expect.stringContaining("no step 9") });
    expect(await lesson("go", "2", folder, "--environment", "nobody", "--state", venue.stateDir)).toMatchObject({ exitCode: 1, said: expect.stringContaining(environment.id) });
  });
});
