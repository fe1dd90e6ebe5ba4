import { cp, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { poll } from "../../../clusters/poll.ts";
import { Workbench } from "../../../scripts/lesson/preview/workbench.ts";
import type { LessonPage } from "../../../server/protocol.ts";
import { lessonFolder } from "../../support/lesson-folder.ts";
import type { ScriptedLearner } from "../../support/scripted-learner.ts";
import { ServerUnderTest } from "../../support/server-under-test.ts";

const template = join(import.meta.dirname, "..", "..", "..", "scripts", "lesson", "template");

async function page(author: ScriptedLearner): Promise<LessonPage> {
  return (await author.get("/api/lessons/mine?language=en")).json() as Promise<LessonPage>;
}

/** What the page of the step shows once its tab has been told to ask for it again. */
async function shown(author: ScriptedLearner, wanted: RegExp): Promise<string> {
  const told = author.told.length;
  return poll({ name: `a page with ${wanted}`, timeoutMs: 30_000, intervalMs: 10 }, async () => {
    if (!author.told.slice(told).some(({ event }) => event === "session")) return undefined;
    const { intro, steps } = await page(author);
    const html = `${intro?.html ?? ""}\n${steps.map((step) => step.html).join("\n")}`;
    return wanted.test(html) && html;
  });
}

/** Serves the lessons of a workbench as they are saved, and keeps what it says; `end` waits until it has ended in good order. */
function follow(workbench: Workbench, running: ServerUnderTest): Disposable & { said: string[]; end: () => Promise<void> } {
  const stop = new AbortController();
  const said: string[] = [];
  const following = workbench.follow((lesson) => running.server.replaceLesson(lesson), { say: (line) => said.push(line), signal: stop.signal });
  return {
    said,
    async end() {
      stop.abort();
      await following;
    },
    [Symbol.dispose]: () => stop.abort(),
  };
}

test("an author sees each save, mistakes where they are about, and the last good version beside a broken index.json", { timeout: 60_000 }, async () => {
  await using around = await lessonFolder({ "notes.md": "x" });
  const folder = join(around.path, "mine");
  await cp(template, folder, { recursive: true });
  const workbench = await Workbench.open(folder);
  await using running = await ServerUnderTest.start({ server: { shelf: await workbench.shelf() } });
  using following = follow(workbench, running);
  const { said } = following;
  const author = await running.learner("Author");
  await author.start("mine");
  await poll({ name: "the first look", timeoutMs: 30_000 }, async () => said.length > 0);
  expect(said).toEqual(["mine: no mistake"]);

  const text = join(folder, "say-hello", "text.md");
  const words = await readFile(text, "utf8");
  const saved = shown(author, /Quite other words/);
  await writeFile(text, words.replace("Write a greeting", "Quite other words"));
  expect(await saved).not.toContain("Mistakes in");

  const verify = join(folder, "say-hello", "verify.sh");
  const check = await readFile(verify, "utf8");
  const broken = shown(author, /Mistakes in this step/);
  // As editors save: another file takes the place of the one before.
  await writeFile(`${verify}~`, `set -e\n${check}`);
  await rename(`${verify}~`, verify);
  expect(await broken).toContain("say-hello/verify.sh:1: set -e ends a check before it has said what is missing");
  expect((await page(author)).intro?.html).not.toContain("Mistakes");

  const mended = shown(author, /^(?![^]*Mistakes in)[^]*Quite other words/);
  await writeFile(verify, check);
  await mended;

  const index = join(folder, "index.json");
  const whole = await readFile(index, "utf8");
  const unreadable = shown(author, /Mistakes in this lesson/);
  await writeFile(index, whole.replace("{", "{ ,"));
  expect(await unreadable).toMatch(/index\.json:1: broken JSON[^]*Quite other words/);

  await following.end();
});

test("a lesson that cannot be read at the start has a page with its mistakes, and the terminal says them; then it is mended", { timeout: 60_000 }, async () => {
  await using around = await lessonFolder({ "structure.json": '{ "items": [{ "path": "mine" }, { "path": "gone" }] }' });
  const folder = join(around.path, "mine");
  await cp(template, folder, { recursive: true });
  const index = join(folder, "index.json");
  const whole = await readFile(index, "utf8");
  await writeFile(index, whole.replace("{", "{ ,"));
  const workbench = await Workbench.open(around.path);
  await using running = await ServerUnderTest.start({ server: { shelf: await workbench.shelf() } });
  using following = follow(workbench, running);
  const { said } = following;
  const author = await running.learner("Author");
  await author.start("mine");
  await poll({ name: "the first look", timeoutMs: 30_000 }, async () => said.length >= 3);
  expect(said).toEqual([expect.stringMatching(/structure\.json:1: .*gone/), "mine: 1 mistake", expect.stringMatching(/^ {2}\S+\/mine\/index\.json:1: broken JSON/)]);
  expect((await page(author)).intro?.html).toMatch(/Mistakes in this lesson[^]*index\.json:1: broken JSON/);

  const mended = shown(author, /Write a greeting/);
  await writeFile(index, whole);
  expect(await mended).not.toContain("Mistakes");
  await following.end();
});
