import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { loadLesson } from "../../../lessons/load.ts";
import type { LessonProof } from "../../../lessons/proof/proof.ts";
import { type AnsweredLesson, readAnswers } from "../../../scripts/lesson/proof/answers-file.ts";
import { junitOf } from "../../../scripts/lesson/proof/junit.ts";
import { ProofProgress } from "../../../scripts/lesson/proof/proof-progress.ts";
import { reportOf, summaryOf } from "../../../scripts/lesson/proof/proof-report.ts";
import { shellCommand } from "../../../scripts/lesson/proof/shell-command.ts";
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
    const kept: [id: string, user: string][] = [];
    await testLessons([lesson], { pool, signal: AbortSignal.timeout(100_000), progress: progress(), onProof: () => undefined, keep: ({ id }, { user }) => kept.push([id, user]), only: 2 });
    expect(kept).toEqual([[expect.any(String), "learner"]]);
    expect(pool.status()).toMatchObject({ leased: 1 });
    await expect(testLessons([lesson], { pool, signal: AbortSignal.abort(new Error("ended by SIGINT")), progress: progress(), onProof: () => expect.unreachable() })).rejects.toThrow("ended by SIGINT");
    expect(pool.status()).toMatchObject({ leased: 1, waiting: 0 });
  });
});

describe("a scenario that ends its own environment", { timeout: 120_000 }, () => {
  const scenario = (verify: string) => ({
    "index.json": JSON.stringify({ title: "Ends", details: { steps: [{ title: "One", text: "a.md", verify: "fine.sh" }, { title: "Two", text: "b.md", verify: "verify.sh" }] }, backend: { imageid: "bash" } }),
    "a.md": "`touch one`{{exec}}\n",
    "b.md": "`touch two`{{exec}}\n",
    "fine.sh": "[ -e ~/one ]\n",
    "verify.sh": verify,
  });
  /** A check's bash is the holder's own child; in a toolbox, `kill -9 -1` by root does it. */
  const endsHolder = "kill -9 $PPID; sleep 20\n";

  async function prove(verify: string): Promise<LessonProof[]> {
    await using ending = await lessonFolder(scenario(verify));
    const lessons = [await loadLesson(ending.path, "ending"), await loadLesson(join(fixtures, "foreign-shell"))];
    const proofs: LessonProof[] = [];
    await testLessons(lessons, { pool, signal: AbortSignal.timeout(100_000), progress: progress(), onProof: (proof) => proofs.push(proof), only: 1 });
    expect(pool.status()).toMatchObject({ leased: 0, waiting: 0 });
    return proofs;
  }

  test("fails by name when a fresh one ends, too, and the others are proved", async () => {
    const [ending, other] = await prove(endsHolder);
    const why = expect.stringMatching(/^it ended its own environment twice: the toolbox did not run a script as learner to its end/);
    expect(ending).toMatchObject({ lesson: "ending", proved: false, trouble: [], steps: [{ number: 2, status: "failed", stages: [{ stage: "before-commands", outcome: "failed", message: why }] }] });
    expect(said.match(/the environment host\d ended while ending was proved/g)).toHaveLength(2);
    expect(other).toMatchObject({ lesson: "foreign-shell", steps: [{ status: "needs-a-hand" }] });
    expect(pool.asked).toEqual(["shell", "shell", "shell"]);
  });

  test("is proved when only the first one has ended", async () => {
    const mark = join(folder, "ended");
    const [ending] = await prove(`[ -e ${mark} ] || { touch ${mark}; ${endsHolder} }\n[ -e ~/two ]\n`);
    expect(ending).toMatchObject({ proved: true, steps: [{ stages: [{ stage: "before-commands" }, { stage: "commands" }, { stage: "after-commands" }] }] });
    expect(said.match(/the environment host\d ended/g)).toHaveLength(1);
  });
});

test("an environment that does not come up is the venue's failure", async () => {
  const none = Object.assign(Object.create(pool) as HostHolderPool, { acquire: () => Promise.reject(new Error("no room")) });
  const lesson = await loadLesson(join(fixtures, "foreign-shell"));
  await expect(testLessons([lesson], { pool: none, signal: AbortSignal.timeout(50_000), progress: progress(), onProof: () => expect.unreachable() })).rejects.toThrow("no room");
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
  const xml = junitOf({ lessons: [made], trouble: ["The venue failed: <no> room"] });
  expect(xml).toContain('<testsuite name="a&#38;b" tests="3" failures="1" skipped="1" time="1.5">');
  expect(xml).toContain('<testcase classname="a&#38;b.2 Two &#34;&#60;&#34;" name="near miss wrong-port" time="0.5"><failure message="the check passes">[1mline one\nline &#60;two&#62;</failure></testcase>');
  expect(xml).toContain('<skipped message="the text only tells"/>');
  expect(xml).toContain('<testsuite name="tatami lesson test" tests="1" failures="0" errors="1" skipped="0">\n    <testcase classname="tatami lesson test" name="run"><error message="The venue failed: &#60;no&#62; room"/></testcase>');
  expect(xml).not.toMatch(/[\u0000-\u0008]|&(?!#\d+;)/);
});

describe("answers", () => {
  const [one, two] = [{ id: "one", steps: 3 }, { id: "two", steps: 2 }];
  const read = async (content: string, lessons: readonly AnsweredLesson[]) => {
    await writeFile(join(folder, "answers.json"), content);
    return readAnswers(join(folder, "answers.json"), lessons);
  };

  test("are read by step, one command or several, and by lesson where there are several", async () => {
    expect(await read('{"2": "touch told", "3": ["a", "b"]}', [one])).toEqual(new Map([["one", new Map([[1, ["touch told"]], [2, ["a", "b"]]])]]));
    expect(await read('{"two": {"2": "x"}}', [one, two, { id: "unread" }])).toEqual(new Map([["two", new Map([[1, ["x"]]])]]));
    expect(await read('{"one": {"1": "x"}}', [one])).toEqual(new Map([["one", new Map([[0, ["x"]]])]]));
  });

  test.each<[string, AnsweredLesson[], string]>([
    ['{"two": "x"}', [one], "two: must be a step's number"],
    ['{"2": "x"}', [one, two], "it names steps and no lesson, and there are 2 lessons (one, two); what is typed in one would be typed in all of them"],
    ['{"three": {"2": "x"}}', [one, two], "there is no lesson three here, but one, two"],
    ['{"one": {"2": "x"}}', [one, one], "there are two lessons with the name one; prove one after the other"],
    ['{"2": "x", "3": "y"}', [two], "two has steps 1 to 2, and no step 3"],
    ["[]", [one], "the file: "],
    ["{", [one], "JSON"],
  ])("that cannot be used are refused: %s", async (content, lessons, reason) => {
    await expect(read(content, lessons)).rejects.toThrow(new RegExp(`^--answers: .*answers\\.json has no answers that can be used .*${reason.replace(/[()]/g, "\\$&")}`, "s"));
  });
});

test("what an author types to get into an environment is as its learner", () => {
  const id = "abcdef";
  expect(shellCommand("/state", { id }, { user: "root" })).toMatch(/^docker exec -it -u root tatami-\S*abcdef-toolbox bash -l$/);
  expect(shellCommand("/state", { id }, { user: "learner" })).toContain(" -u learner ");
});

test("a step that one of the lessons does not have is refused: that lesson would be proved by nothing", async () => {
  const folders = ["proved-shell", "failing-shell"].map((name) => join(fixtures, name));
  await expect(testFolders(folders, { step: "4" }, AbortSignal.timeout(50_000))).rejects.toThrow("--step: must be the number of a step that every lesson has, from 1 to 3");
  await using empty = await lessonFolder({ "none/index.json": { title: "None" }, "broken/index.json": "{" });
  await expect(testFolders([join(empty.path, "none")], { step: "1" }, AbortSignal.timeout(50_000))).rejects.toThrow("--step: none has no steps");
  await expect(testFolders(folders, { internet: "192.168.1.1" }, AbortSignal.timeout(50_000))).rejects.toThrow("--internet: must be the public IPv4 address of a DNS server");
  expect(await testFolders([join(empty.path, "broken")], { step: "1" }, AbortSignal.timeout(50_000))).toBe(1);
});
