import { readFile } from "node:fs/promises";
import type { Locator, Page } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { poll } from "../../clusters/poll.ts";
import type { WindowRecord } from "../../server/protocol.ts";
import { accessibilityProblems, type Browser } from "../support/browser.ts";
import { touringPage } from "../support/page.ts";
import { usePageBrowser } from "../support/page-browser.ts";
import { pngSize } from "../support/png.ts";
import { largeTimeline, startedRun, startWindowServer, timelineOf } from "../support/window-page.ts";
import { WindowSink } from "../support/window-sink.ts";

let browser: Browser;
let sink: WindowSink;

usePageBrowser({ webgl: false }, (started) => (browser = started));
beforeEach(async () => {
  sink = await WindowSink.start();
});
afterEach(() => sink[Symbol.asyncDispose]());

async function flows(messages: number): Promise<void> {
  await poll({ name: `${messages} messages`, timeoutMs: 60_000 }, async () => (await sink.seen()).messages >= messages);
}

async function killLeader(): Promise<void> {
  await sink.faults({ stallMs: 1_500, watch: [`{"kill":{"pod":"pod-0","uid":"u1"}}`] });
  await sink.faults({ watch: [`{"ready":{"pod":"pod-0","uid":"u2"}}`] });
}

async function saved(page: Page, button: Locator): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

const ticks = (dialog: Locator) => dialog.locator(".timeline-chart svg text").filter({ hasText: /^\d+:\d\d$/ }).allTextContents();

test("who had a window's step done for them is told to start its run", async () => {
  await using server = await startWindowServer(sink);
  const page = await touringPage(browser, server);
  await page.getByRole("button", { name: "Do it for me" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Do it", exact: true }).click();
  await page.locator(".check-panel").getByText("Have a look at what changed, then press Start the run.").waitFor();
});

test("a run is watched live, larger, zoomed, read as a table and saved; and it is still there after a reload", async () => {
  await using server = await startWindowServer(sink);
  const page = await startedRun(browser, server);
  const small = timelineOf(page);
  const run = page.getByRole("button", { name: "Running", exact: true });
  expect(await run.getAttribute("aria-disabled")).toBe("true");
  const before = await small.getByRole("slider").boundingBox();
  await flows(600);
  await killLeader();
  await small.getByRole("status").filter({ hasText: /^pod-0, a leader, was killed at 0:\d\d\.$/ }).waitFor({ state: "attached" });
  await small.locator("svg text", { hasText: /^pod-0$/ }).waitFor({ state: "attached" });
  expect(await small.getByRole("slider").boundingBox()).toEqual(before);

  await small.getByRole("button", { name: "Larger" }).click();
  const large = largeTimeline(page);
  await large.locator("svg text", { hasText: /^pod-0, leader · [1-9]\d*\.\d s stall$/ }).waitFor({ state: "attached" });
  await large.locator(".timeline-verdict").getByText("Intact").waitFor({ timeout: 60_000 });
  expect(await accessibilityProblems(page)).toEqual([]);

  const { name, bytes } = await saved(page, large.getByRole("button", { name: "Save as JSON" }));
  expect(name).toMatch(/^tatami-tour-step1-\d{4}-\d\d-\d\d-\d{6}Z\.json$/);
  const record = JSON.parse(bytes.toString("utf8")) as WindowRecord;
  const { stored, messages } = await sink.seen();
  expect(record).toMatchObject({ phase: "done", verdict: { result: "intact" }, counts: { attempted: messages, stored }, kills: [{ pod: "pod-0", leader: true }] });
  // The planted stall of 1.5 s, longer where the machine itself stands still; the table says what was measured.
  const { stallMs = 0 } = record.kills[0]!;
  expect(stallMs).toBeGreaterThanOrEqual(1_250);
  const figure = (word: string) => large.locator(".timeline-figures > div", { has: page.getByText(word, { exact: true }) }).locator("dd");
  expect(await figure("Acknowledged").textContent()).toBe(record.counts.acknowledged.toLocaleString("en"));
  expect(await figure("Stored").textContent()).toBe(stored.toLocaleString("en"));
  expect(await figure("Lost").textContent()).toBe("0");

  await seeZoom(large);
  await large.getByRole("button", { name: "As a table" }).click();
  const rows = large.getByRole("table").getByRole("row");
  expect(await rows.count()).toBe(1 + Math.ceil(record.seconds.length / 5));
  expect(await large.getByRole("row", { name: new RegExp(`pod-0, leader was killed · ${(stallMs / 1_000).toFixed(1).replace(".", "\\.")} s stall · ready again after \\d`) }).count()).toBe(1);
  const sum = (await large.getByRole("table").locator("tbody tr td:nth-child(2)").allTextContents()).reduce((total, text) => total + Number(text.replaceAll(",", "")), 0);
  expect(sum).toBe(record.counts.acknowledged);
  expect(await accessibilityProblems(page)).toEqual([]);

  const picture = await saved(page, large.getByRole("button", { name: "Save as picture" }));
  expect(picture.name).toBe(name.replace(".json", ".png"));
  expect(pngSize(picture.bytes)).toEqual({ width: 1920, height: 1080 });
  expect(await inkOf(page, picture.bytes)).toEqual({ paper: "#ffffff", someInk: true, good: true, kill: true });

  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Continue" }).waitFor();
  await large.waitFor({ state: "detached" });
  await page.reload();
  await small.getByText("The run has ended").waitFor();
  await small.getByText(/^No message was lost: all [\d,]+ acknowledged messages are stored, after 1 kill\.$/).waitFor();
  expect(await page.getByRole("button", { name: "Run again" }).count()).toBe(1);
  await page.close();
});

/** By keys, by buttons and by dragging; everything is shown again at the end. */
async function seeZoom(large: Locator): Promise<void> {
  const chart = large.getByRole("slider");
  const whole = await ticks(large);
  await chart.focus();
  await chart.press("Home");
  expect(await chart.getAttribute("aria-valuetext")).toMatch(/^0:00: \d+ acknowledged, \d+ received/);
  await chart.press("ArrowRight");
  expect(await chart.getAttribute("aria-valuenow")).toBe("1");
  await chart.press("+");
  expect(await ticks(large)).not.toEqual(whole);
  await chart.press("0");
  expect(await ticks(large)).toEqual(whole);
  await large.getByRole("button", { name: "Zoom in" }).click();
  const half = await ticks(large);
  expect(half).not.toEqual(whole);
  await large.getByRole("button", { name: "Zoom out" }).click();
  expect(await ticks(large)).toEqual(whole);

  const box = (await chart.boundingBox())!;
  const { mouse } = large.page();
  await mouse.move(box.x + box.width * 0.3, box.y + box.height / 2);
  await mouse.down();
  await mouse.move(box.x + box.width * 0.5, box.y + box.height / 2, { steps: 4 });
  await mouse.up();
  expect((await ticks(large)).length).toBeGreaterThan(2);
  expect(await ticks(large)).not.toEqual(whole);
  await large.getByRole("button", { name: "Show everything" }).click();
  expect(await ticks(large)).toEqual(whole);
}

/** What a person would see in the picture: a light ground, and the colours of a verdict and of a kill on it. */
async function inkOf(page: Page, png: Buffer): Promise<{ paper: string; someInk: boolean; good: boolean; kill: boolean }> {
  return page.evaluate(async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.width;
    canvas.height = image.height;
    const context = canvas.getContext("2d")!;
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const counts = new Map<string, number>();
    for (let at = 0; at < data.length; at += 4) {
      const colour = `#${[data[at], data[at + 1], data[at + 2]].map((part) => part!.toString(16).padStart(2, "0")).join("")}`;
      counts.set(colour, (counts.get(colour) ?? 0) + 1);
    }
    const paper = [...counts].sort(([, a], [, b]) => b - a)[0]![0];
    const pixels = canvas.width * canvas.height;
    return { paper, someInk: (counts.get(paper) ?? 0) < pixels * 0.97, good: (counts.get("#e2f2e4") ?? 0) > 10_000, kill: (counts.get("#a42a22") ?? 0) > 100 };
  }, `data:image/png;base64,${png.toString("base64")}`);
}

test("a run that is ended early says what is missing, in both languages, light and dark", async () => {
  await using server = await startWindowServer(sink, { needs: { kills: 3, leaderKills: 1, acknowledged: 10_000 } });
  const page = await startedRun(browser, server);
  await flows(200);
  await timelineOf(page).getByRole("button", { name: "End the run" }).click();
  await timelineOf(page).getByText("No verdict", { exact: true }).waitFor({ timeout: 60_000 });
  expect(await timelineOf(page).locator(".timeline-verdict").textContent()).toMatch(/0 of 3 kills, 0 of 1 kills of a leader,? and [\d,]+ of 10,000 acknowledged messages/);
  await page.getByRole("button", { name: "日本語" }).click();
  await timelineOf(page).getByText("判定できません", { exact: true }).waitFor();
  await timelineOf(page).getByRole("button", { name: "大きく見る" }).click();
  await largeTimeline(page).getByText("実験が終わりました").waitFor();
  for (const theme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await page.waitForFunction((wanted) => document.documentElement.dataset.theme === wanted, theme);
    expect(await accessibilityProblems(page)).toEqual([]);
  }
  await page.close();
});

test("lost messages are named", async () => {
  await using server = await startWindowServer(sink, { expect: "lost" });
  await sink.faults({ lose: 40 });
  const page = await startedRun(browser, server);
  await flows(400);
  await sink.faults({ lose: 40, watch: [`{"kill":{"pod":"pod-0","uid":"u1"}}`] });
  const verdict = timelineOf(page).locator(".timeline-verdict.bad");
  await verdict.getByText(/^\d+ of [\d,]+ acknowledged messages are lost: \d-\d+, /).waitFor({ timeout: 60_000 });
  await verdict.getByText("This step wants to see messages lost.").waitFor();
  await page.locator(".check-panel").getByText("Passed").waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.close();
});
