import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import type { WindowRecord } from "../../server/protocol.ts";
import type { HandsOnPage } from "../support/hands-on-page.ts";
import { useHandsOnPage } from "../support/hands-on-walk.ts";
import { goToStep } from "../support/page.ts";
import { pngSize } from "../support/png.ts";
import { largeTimeline, timelineOf } from "../support/window-page.ts";

/** Part 2 of the hands-on as a learner meets it on a real cluster: five terminals, both windows to their verdicts, and the repair. */
let learner: HandsOnPage;
useHandsOnPage((opened) => (learner = opened));

/** A window ends by itself; on two busy cores its reading takes long. */
const verdictMs = 420_000;

test("everything of Part 1 is brought along on a cluster of its own", async () => {
  await learner.start({ ja: "Part 2: カオス、そして証明", en: "Part 2: chaos, and the proof" });
  await learner.look("intro");
});

test("at the busiest moment five terminals are open, four of them seen at once", async () => {
  const { page } = learner;
  await goToStep(page, 3);
  await learner.click("kubectl apply -f chaoskube.yaml", "deployment.apps/chaoskube created");
  await learner.seeTerminals(4);
  await goToStep(page, 0);
  await learner.click('chat "User A"', learner.say({ ja: /つながりました/, en: /Connected/ }));
  await learner.click("Ready for chaos", "Ready for chaos (received: 1)");
  await learner.look("ready");
  await goToStep(page, 2);
  await learner.click("bash partitions.sh", /in\s*sync:\s*\d+\s*of\s*36/);
  await goToStep(page, 3);
  await learner.click("kubectl logs --follow", "terminating pod", 120_000);
  await learner.click("ab -n 1000", /Benchmarking/);
  expect(await learner.terminals()).toBe(5);
  expect(await page.locator(".screen:not([hidden]) .xterm-rows").count()).toBe(4);
  await learner.look("chaos");
});

test("the window goes to its verdict, watched in both languages: no acknowledged message is lost", async () => {
  const { page } = learner;
  await goToStep(page, 4);
  await startRun();
  const timeline = timelineOf(page);
  await timeline.getByText(learner.say({ ja: "メッセージを送っています", en: "Messages are being sent" })).waitFor();
  await timeline.locator("svg text").filter({ hasText: /^kafka-[012]/ }).first().waitFor({ state: "attached", timeout: 120_000 });
  await learner.look("window");
  await page.getByRole("button", { name: learner.say({ ja: "English", en: "日本語" }) }).click();
  await page.getByRole("heading", { name: learner.say({ ja: "The proof: no message is lost", en: "証明: メッセージは失われない" }) }).waitFor();
  expect(await learner.terminals()).toBe(5);
  await learner.look("window-other-language");
  await page.getByRole("button", { name: learner.say({ ja: "日本語", en: "English" }) }).click();
  expect(await verdict()).toMatch(learner.say({ ja: /^無事メッセージは 1 件も失われませんでした。[3-9] 回の強制終了の後も、確認応答のあった \d\d,\d{3} 件すべて/, en: /^IntactNo message was lost: all \d\d,\d{3} acknowledged messages are stored, after [3-9] kills\./ }));
  await learner.passed();
  await learner.look("intact");
});

test("the verdict can be shown to a room, read as a table, and saved", async () => {
  const { page } = learner;
  await timelineOf(page).getByRole("button", { name: learner.say({ ja: "大きく見る", en: "Larger" }) }).click();
  const large = largeTimeline(page);
  await learner.look("large");
  const record = JSON.parse((await saved(learner.say({ ja: "JSON で保存", en: "Save as JSON" }))).toString("utf8")) as WindowRecord;
  expect(record).toMatchObject({ lesson: "cndjp3/chaos", step: 4, phase: "done", verdict: { result: "intact", lost: { count: 0 }, unexpected: { count: 0 }, notReceived: { count: 0 } } });
  expect(record.kills.length).toBeGreaterThanOrEqual(3);
  expect(record.kills.some(({ leader }) => leader)).toBe(true);
  expect(record.counts.acknowledged).toBeGreaterThanOrEqual(10_000);
  expect(pngSize(await saved(learner.say({ ja: "画像で保存", en: "Save as picture" })))).toEqual({ width: 1920, height: 1080 });
  await large.getByRole("button", { name: learner.say({ ja: "表で見る", en: "As a table" }) }).click();
  expect(await large.getByRole("row", { name: learner.say({ ja: /kafka-[012].*が強制終了/, en: /kafka-[012](, leader)? was killed/ }) }).count()).toBeGreaterThanOrEqual(1);
  await learner.look("table");
  await page.keyboard.press("Escape");
});

test("what protects the messages is taken away, and the same run says which are lost", { timeout: 900_000 }, async () => {
  const { page } = learner;
  await goToStep(page, 5);
  await learner.haveItDone();
  await learner.passed(120_000);
  await learner.look("offsets");
  await goToStep(page, 6);
  await learner.haveItDone();
  await learner.look("without-volumes");
  await startRun();
  expect(await verdict()).toMatch(learner.say({ ja: /^メッセージが消失/, en: /^Messages lost[\d,]+ of [\d,]+ acknowledged messages are lost: \d+-\d+/ }));
  await learner.passed();
  await learner.look("lost");
});

test("all is repaired, and the part ends", async () => {
  await goToStep(learner.page, 7);
  await learner.haveItDone();
  await learner.passed(120_000);
  await learner.look("repaired");
  await learner.goOn();
  await learner.page.getByRole("heading", { name: learner.say({ ja: "証明できたこと", en: "What you have proved" }) }).waitFor();
  await learner.look("finish");
});

async function startRun(): Promise<void> {
  await learner.page.getByRole("button", { name: learner.say({ ja: "実験を始める", en: "Start the run" }) }).click();
}

async function verdict(): Promise<string> {
  const found = timelineOf(learner.page).locator(".timeline-verdict");
  await found.waitFor({ timeout: verdictMs });
  return (await found.textContent()) ?? "";
}

async function saved(button: string): Promise<Buffer> {
  const [download] = await Promise.all([learner.page.waitForEvent("download"), largeTimeline(learner.page).getByRole("button", { name: button }).click()]);
  return readFile(await download.path());
}
