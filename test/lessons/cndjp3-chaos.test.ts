import { afterAll, beforeAll, expect, onTestFailed, test } from "vitest";
import type { LearnerEnvironment } from "../../clusters/learner-environment.ts";
import { checkStep, type StepAnswer } from "../../lessons/check.ts";
import type { Lesson } from "../../lessons/lesson.ts";
import { loadLesson } from "../../lessons/load.ts";
import { solveStep } from "../../lessons/scripts.ts";
import type { WindowRecord } from "../../lessons/window/record.ts";
import { type TestVenue, testVenue } from "../support/venue.ts";
import { walkLesson } from "../support/walk-lesson.ts";

const signal = AbortSignal.timeout(2_400_000);
let venue: TestVenue;
let environment: LearnerEnvironment;
let lesson: Lesson;
let stage = "";

beforeAll(async () => {
  lesson = await loadLesson(new URL("../../lessons/cndjp3/chaos/", import.meta.url).pathname, "cndjp3/chaos");
  venue = await testVenue();
  environment = await venue.maker.make(lesson.flavor, { signal });
  await environment.unpause(signal);
});

afterAll(async () => {
  await venue?.[Symbol.asyncDispose]();
});

/** What the checks say to somebody who has just come to the step. */
const firstWords = [
  { en: /^User A has not said anything in this lesson yet/, ja: /^このレッスンで、User A はまだ何も話していません/ },
  { en: /^0 messages from ab are stored/, ja: /^保存された ab のメッセージは 0 件です/ },
  { en: /^No broker has been deleted in this lesson yet/, ja: /^このレッスンで削除されたブローカーはまだありません/ },
  { en: /^There is no Deployment chaoskube yet/, ja: /^chaoskube という Deployment がまだありません/ },
  { en: /^chaoskube is not running/, ja: /^chaoskube が動いていない/ },
  { en: /^The topic __consumer_offsets has 1 copy/, ja: /^__consumer_offsets のコピーの数が 1 です/ },
  { en: /^The brokers still have volumes/, ja: /^ブローカーにはまだボリュームがあり/ },
  { en: /^It is not noted yet what is left/, ja: /^ボリュームなしの全ブローカーを止めて何が残ったかの記録/ },
];

/** Solves a step whose check is a window, and goes through the window to its verdict. */
async function goThrough(step: number): Promise<{ answer: StepAnswer; record: WindowRecord }> {
  stage = `the window of step ${step + 1}`;
  expect(await solveStep({ lesson, step, holder: environment.holder, signal })).toMatchObject({ exitCode: 0 });
  let record: WindowRecord | undefined;
  const window = { onRecord: (seen: WindowRecord) => void (record = seen), onHealed: () => undefined };
  const answer = await checkStep({ lesson, step, language: "en", holder: environment.holder, signal, window });
  return { answer, record: record as WindowRecord };
}

// One cluster for all, in this order: each test leaves it as a learner finds it.
test("Part 2 on a real cluster: each check knows the step done from the step nearly done", async () => {
  onTestFailed(() => console.error(`it was at ${stage}`));
  // Here only what is looked at before a window is opened; the windows themselves follow, once each.
  const closed = { ...lesson, steps: lesson.steps.map(({ window: _, ...step }) => step) };
  await walkLesson(closed, { holder: environment.holder, signal, firstWords, onStage: (name) => (stage = name) });
});

test("with volumes and three copies the verdict is intact, over three kills and ten thousand messages", async () => {
  onTestFailed(() => console.error(`it was at ${stage}`));
  const { answer, record } = await goThrough(4);
  console.log(`intact: ${JSON.stringify({ counts: record.counts, kills: record.kills, phaseAtMs: record.phaseAtMs })}`);
  expect(answer).toMatchObject({ result: "passed" });
  expect(record.verdict).toMatchObject({ result: "intact", lost: { count: 0 }, unexpected: { count: 0 }, notReceived: { count: 0 }, outOfOrder: { count: 0 } });
  expect(record.kills.length).toBeGreaterThanOrEqual(3);
  expect(record.counts.acknowledged).toBeGreaterThanOrEqual(10_000);
});

test("with one copy and no volumes the verdict is lost, and names what was lost", async () => {
  onTestFailed(() => console.error(`it was at ${stage}`));
  const { answer, record } = await goThrough(6);
  console.log(`lost: ${JSON.stringify({ counts: record.counts, kills: record.kills, lost: record.verdict?.lost.count, phaseAtMs: record.phaseAtMs })}`);
  expect(answer).toMatchObject({ result: "passed" });
  expect(record.verdict).toMatchObject({ result: "lost", unexpected: { count: 0 } });
  expect(record.verdict?.lost.first[0]).toMatch(/^\d+-\d+$/);
});
