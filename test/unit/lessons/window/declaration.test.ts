import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Lesson } from "../../../../lessons/lesson.ts";
import { loadLesson } from "../../../../lessons/load.ts";
import { LessonMistakes, printMistake } from "../../../../lessons/mistakes.ts";
import { renderLesson } from "../../../../lessons/page.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tatami-window-"));
  await mkdir(join(folder, "proof"));
  for (const name of ["verify", "watch", "heal", "settled", "read"]) await writeFile(join(folder, "proof", `${name}.sh`), `echo ${name}\n`);
  await writeFile(join(folder, "text.md"), "Look.\n");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const whole = {
  seconds: 240,
  send: { port: 30192, path: "/api/topics/chatroom", producers: 4, perSecond: 100 },
  follow: { port: 30292, path: "/sse/connect" },
  watch: "proof/watch.sh",
  heal: "proof/heal.sh",
  settled: "proof/settled.sh",
  read: "proof/read.sh",
  needs: { kills: 3, leaderKills: 1, acknowledged: 10_000 },
  expect: "intact",
  look: "kubectl get pods",
};

async function load(window: object, step: object = {}): Promise<Lesson> {
  const steps = [{ title: "Look", text: "text.md", verify: "proof/verify.sh", ...step, window }];
  await writeFile(join(folder, "index.json"), JSON.stringify({ title: "W", description: "w", language: "en", verifyAs: "checker", details: { steps } }, undefined, 1));
  return loadLesson(folder, "w");
}

async function mistakesOf(window: object, step: object = {}): Promise<string[]> {
  const error = await load(window, step).catch((problem: unknown) => problem);
  expect(error).toBeInstanceOf(LessonMistakes);
  return (error as LessonMistakes).mistakes.map(printMistake);
}

describe("a declared window", () => {
  test("is loaded with its scripts, and the page is told of it", async () => {
    const lesson = await load(whole);
    const { watch, heal, settled, read, ...plain } = whole;
    const script = (file: string) => ({ file, source: `echo ${/(\w+)\.sh/.exec(file)?.[1]}\n` });
    expect(lesson.steps[0]?.window).toEqual({ ...plain, watch: script(watch), heal: script(heal), settled: script(settled), read: script(read) });
    expect(lesson.lint).toEqual([]);
    expect(renderLesson(lesson, "en").steps[0]).toMatchObject({ hasCheck: true, recheckSeconds: 0, window: { limitSeconds: 240, needs: whole.needs, expect: "intact" } });
  });

  test("needs only a place to send to, and a way to read", async () => {
    const { seconds, send, read, expect: wanted } = whole;
    const lesson = await load({ seconds, send, read, expect: wanted, needs: { kills: 0, leaderKills: 0, acknowledged: 1 } });
    expect(Object.keys(lesson.steps[0]?.window ?? {}).sort()).toEqual(["expect", "needs", "read", "seconds", "send"]);
  });

  test("advises about a key that nobody reads", async () => {
    const lesson = await load({ ...whole, setled: "x", send: { ...whole.send, perSeconds: 3 } });
    expect(lesson.lint.map(printMistake)).toEqual([
      expect.stringMatching(/^index\.json:\d+: "perSeconds" is not known here; is "perSecond" meant\?$/),
      expect.stringMatching(/^index\.json:\d+: "setled" is not known here; is "settled" meant\?$/),
    ]);
  });
});

describe("mistakes are told where they are", () => {
  test("all those of its shape at once", async () => {
    const mistakes = await mistakesOf({ ...whole, seconds: 29, expect: "saved", look: "x".repeat(81), send: { port: 0, path: "api", producers: 17, perSecond: 0 }, needs: { kills: -1, leaderKills: 0, acknowledged: 0 } });
    const keys = mistakes.map((mistake) => /^index\.json:(\d+): step 1: window\.([\w.]+) must be /.exec(mistake)?.[2]);
    expect(keys.toSorted()).toEqual(["expect", "look", "needs.acknowledged", "needs.kills", "seconds", "send.path", "send.perSecond", "send.port", "send.producers"]);
    expect(mistakes.find((mistake) => mistake.includes("send.path"))).toContain("must be a path from / on");
    expect(new Set(mistakes.map((mistake) => mistake.split(":")[1])).size).toBe(9);
  });

  test.each([
    ["kills that nobody would see", { ...whole, watch: undefined }, /window\.watch is missing: without it no kill is ever seen/],
    ["more leaders than kills", { ...whole, needs: { ...whole.needs, leaderKills: 4 } }, /window\.needs\.leaderKills is more than kills \(3\)/],
    ["more than is ever sent", { ...whole, seconds: 60 }, /window\.needs\.acknowledged is more than is ever sent \(100 a second for 60 s: 6000\)/],
    ["a script that is not there", { ...whole, settled: "proof/setled.sh" }, /index\.json:\d+: .*proof\/setled\.sh/],
    ["a way out of the folder", { ...whole, read: "../read.sh" }, /index\.json:\d+: /],
  ])("%s", async (_, window, words) => {
    const mistakes = await mistakesOf(window);
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).toMatch(words);
  });

  test("what bash cannot read, in the script's own line", async () => {
    await writeFile(join(folder, "proof", "heal.sh"), "echo a\nif true; then\n");
    expect(await mistakesOf(whole)).toEqual([expect.stringMatching(/^proof\/heal\.sh:\d+: bash cannot read it/)]);
  });

  test("no verify before it, and a recheck", async () => {
    expect(await mistakesOf(whole, { verify: undefined, recheck: 5 })).toEqual([
      expect.stringMatching(/^index\.json:\d+: a step with a window is checked by its button only$/),
      expect.stringMatching(/^index\.json:\d+: a window needs a verify/),
    ]);
  });
});
