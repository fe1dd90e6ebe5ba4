import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { loadLesson } from "../../../../lessons/load.ts";
import type { LessonProof } from "../../../../lessons/proof/proof.ts";
import { proveLesson, type ProveLessonOptions } from "../../../../lessons/proof/prove-lesson.ts";
import { Recorder } from "../../../../lessons/proof/recorder.ts";
import { startHostHolder } from "../../../support/host-holder.ts";
import { lessonFolder } from "../../../support/lesson-folder.ts";

const fixtures = join(import.meta.dirname, "..", "..", "..", "fixtures", "lessons");

async function prove(name: string, options: Partial<ProveLessonOptions> = {}): Promise<LessonProof> {
  return proveLesson({
    lesson: await loadLesson(resolve(fixtures, name)),
    recorder: new Recorder(),
    async inFreshEnvironment(work) {
      await using host = await startHostHolder();
      await work({ holder: host.holder, signal: AbortSignal.timeout(100_000) });
    },
    ...options,
  });
}

const wrong = ({ steps }: LessonProof) => steps.flatMap(({ number, stages }) => stages.filter(({ outcome }) => outcome !== "ok").map(({ stage, name, language, outcome, message }) => ({ number, stage, name, language, outcome, message })));

describe("a lesson with solutions", { timeout: 120_000 }, () => {
  test("is proved by its solutions and by its commands in each language", async () => {
    const proof = await prove("proved-shell");
    expect(wrong(proof)).toEqual([]);
    expect(proof).toMatchObject({ proved: true, languages: ["en", "ja"], trouble: [] });
    expect(proof.steps.map(({ status }) => status)).toEqual(["proved", "proved", "proved"]);
    expect(proof.steps[0]?.stages.map(({ stage, language, name, message }) => [stage, language ?? name, message])).toEqual([
      ["before", "en", "There is no file note.txt yet. Look with: ls"],
      ["before", "ja", "note.txt がまだありません。確認: ls"],
      ["near-miss", "one-line", "note.txt has no second line. Look with: cat note.txt"],
      ["near-miss", "other-name", "There is no file note.txt yet. Look with: ls"],
      ["solve", undefined, ""],
      ["after-solve", undefined, "both lines are there"],
      ["solve-again", undefined, ""],
      ["after-solve-again", undefined, "both lines are there"],
      ["commands", "en", "2 clicked"],
      ["after-commands", "en", "both lines are there"],
      ["commands", "ja", "2 clicked"],
      ["after-commands", "ja", "both lines are there"],
    ]);
  });

  test("fails by name: a check that passes at once, a text that has drifted, a near miss that is taken for the real thing, a shell that has ended", async () => {
    const proof = await prove("failing-shell");
    expect(proof).toMatchObject({ proved: false });
    const passes = "the check passes; it must say that the step is not done yet";
    const drifted = expect.stringMatching(/^its commands do not lead to passed; the check says: There is no file new-name|^its commands do not lead to passed; the check says: new-name/);
    expect(wrong(proof)).toEqual([
      { number: 1, stage: "before", language: "en", outcome: "failed", message: passes },
      { number: 1, stage: "before", language: "ja", outcome: "failed", message: passes },
      { number: 2, stage: "after-commands", language: "en", outcome: "failed", message: drifted },
      { number: 2, stage: "after-commands", language: "ja", outcome: "failed", message: drifted },
      { number: 3, stage: "near-miss", name: "wrong", outcome: "failed", message: passes },
      ...(["en", "ja"] as const).flatMap((language) => [
        { number: 4, stage: "commands", language, outcome: "failed", message: 'the shell in T2 has ended, and "touch b" is to be typed there' },
        { number: 4, stage: "after-commands", language, outcome: "failed", message: expect.stringMatching(/^its commands do not lead to passed/) },
      ]),
    ]);
    expect(proof.steps[1]?.stages.find(({ outcome }) => outcome === "failed")?.output).toContain("touch old-name");
  });

  test("is proved by the files that its text changes, and fails by name where one cannot be changed", async () => {
    const text = (marker: string) => `\`mkdir conf\`{{exec}}\n\n<pre class="file" data-filename="conf/app.txt" data-target="replace">\none\n#here\n</pre>\n\n<pre class="file" data-filename="conf/app.txt" data-target="insert" data-marker="${marker}">\ntwo &lt;2&gt;\n</pre>`;
    const files = (marker: string) => ({
      "index.json": JSON.stringify({ title: "Edits", details: { steps: [{ title: "One", text: "a.md", verify: "v.sh" }] }, backend: { imageid: "bash" } }),
      "a.md": text(marker),
      "v.sh": '[ "$(cat conf/app.txt)" = "$(printf "one\\ntwo <2>")" ]\n',
    });
    await using good = await lessonFolder(files("#here"));
    const proof = await prove(good.path);
    expect(wrong(proof)).toEqual([]);
    expect(proof.proved).toBe(true);
    await using bad = await lessonFolder(files("#none"));
    expect(wrong(await prove(bad.path))[0]).toMatchObject({ stage: "commands", outcome: "failed", message: 'conf/app.txt does not have "#none", which is to be replaced' });
  });

  test("a near miss that cannot be used is the author's mistake, not the venue's failure", async () => {
    const folder = await mkdtemp(join(tmpdir(), "tatami-test-"));
    try {
      await cp(join(fixtures, "proved-shell"), folder, { recursive: true });
      await writeFile(join(folder, "write", "near-misses", "one-line.sh"), "# says: (\ntouch note.txt\n");
      const proof = await prove(folder, { only: 0 });
      expect(proof.proved).toBe(false);
      expect(wrong(proof)).toEqual([expect.objectContaining({ number: 1, stage: "near-miss", outcome: "failed", message: expect.stringContaining('write/near-misses/one-line.sh: "# says: (" is no regular expression') })]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test("one step alone stands on the solutions of those before it", async () => {
    const proof = await prove("failing-shell", { only: 2 });
    expect(proof.steps.map(({ number, status }) => [number, status])).toEqual([[3, "failed"]]);
    expect(wrong(proof)).toEqual([expect.objectContaining({ stage: "near-miss" })]);
    expect(await prove("proved-shell", { only: 1 })).toMatchObject({ proved: true, steps: [{ number: 2 }] });
  });
});

describe("a scenario from elsewhere", { timeout: 120_000 }, () => {
  test("is proved by its commands; what is only told needs a hand, what the venue lacks is not possible", async () => {
    const proof = await prove("foreign-shell");
    expect(proof).toMatchObject({ proved: false, languages: ["en"], trouble: [] });
    expect(proof.steps.map(({ status }) => status)).toEqual(["proved", "needs-a-hand", "needs-a-hand", "no-check", expect.stringMatching(/^(not-possible|failed)$/)]);
    expect(wrong(proof)[0]).toMatchObject({ number: 2, message: "the text only tells what to do; the check says: no file told" });
    expect(wrong(proof)[1]).toMatchObject({ number: 3, message: expect.stringMatching(/^stands on step 2, which was not done; the check says: /) });
  });

  test("whose check is missing is not proved by what is left of it", async () => {
    await using folder = await lessonFolder({ "index.json": { details: { steps: [{ text: "one.md", verify: "gone.sh" }] } }, "one.md": "`touch ~/x`{{exec}}\n" });
    const proof = await prove(folder.path);
    expect(proof.proved).toBe(false);
    expect(wrong(proof)).toEqual([{ number: 1, stage: "before", outcome: "failed", message: "its check is missing: index.json:6: there is no file gone.sh" }]);
  });

  test("has what a click only types entered before the next one, and before the check", async () => {
    await using folder = await lessonFolder({
      "index.json": { details: { steps: [{ text: "one.md", verify: "verify.sh" }] } },
      "one.md": "`echo one >`{{exec no-newline}} `one`{{exec no-newline}} `touch two`{{exec}} `echo three > three`{{exec no-newline}}\n",
      "verify.sh": "cd && ls one two && grep -x three three\n",
    });
    expect(wrong(await prove(folder.path))).toEqual([]);
  });

  test("answers stand in for what is only told", async () => {
    const given = JSON.parse(await readFile(join(fixtures, "foreign-shell", "answers.json"), "utf8")) as Record<string, string>;
    const proof = await prove("foreign-shell", { answers: new Map(Object.entries(given).map(([step, command]) => [Number(step) - 1, [command]])) });
    expect(proof.steps.slice(0, 4).map(({ status }) => status)).toEqual(["proved", "proved", "proved", "no-check"]);
  });

  test("is entered as in the page: what its parts begin is over before a learner goes on, and is in their shells", async () => {
    const proof = await prove("begun-shell");
    expect(wrong(proof)).toEqual([]);
    expect(proof).toMatchObject({ proved: true, trouble: [] });
    expect(proof.steps.map(({ stages }) => stages.map(({ stage }) => stage))).toEqual([
      ["before-commands", "commands", "after-commands"],
      ["begin", "before-commands", "commands", "after-commands"],
      ["begin", "before-commands", "commands", "after-commands", "begin"],
    ]);
  });

  test("hostile content ends in words", async () => {
    const proof = await prove("hostile-shell");
    expect(proof.proved).toBe(false);
    expect(proof.steps[0]?.stages[0]).toMatchObject({ outcome: "failed", message: "the check is broken", output: expect.stringContaining("did not end within 2 s") });
    expect(proof.steps.map(({ status }) => status)).toEqual(["failed", "needs-a-hand"]);
    for (const { message, output = "" } of proof.steps.flatMap(({ stages }) => stages)) expect(message + output).toMatch(/^[\P{C}\n\t]{0,4600}$/u);
  });
});
