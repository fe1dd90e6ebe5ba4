import { afterAll, beforeAll, beforeEach, expect, onTestFailed, test } from "vitest";
import type { Locator, Page } from "playwright-core";
import { accessibilityProblems, Browser } from "../support/browser.ts";
import { seeTerminal } from "../support/page.ts";
import { StartedVenue } from "../support/started-venue.ts";

/** What a learner does, from `npm start` to the end of the first lesson: one server, one real cluster, each test goes on where the one before it ended. */
let venue: StartedVenue;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await Browser.start({ locale: "ja-JP", webgl: false, clipboard: true });
  venue = await StartedVenue.start(["--reserve", "1", "--capacity", "2"]);
});
afterAll(async () => {
  const complaints = browser?.complaints;
  await browser?.[Symbol.asyncDispose]();
  await venue?.[Symbol.asyncDispose]();
  expect(complaints).toEqual([]);
});

let failedBefore = "";
beforeEach(({ task }) => {
  if (failedBefore) throw new Error(`not tried: "${failedBefore}" failed, and this goes on from there`);
  onTestFailed(async () => {
    failedBefore ||= task.name;
    const picture = process.env["TATAMI_TEST_PICTURES"];
    if (picture) await page.screenshot({ path: `${picture}/first-lesson.png` });
  });
});

const rows = () => page.locator(".screen:not([hidden]) .xterm-rows");
const passed = () => page.locator(".check-panel").getByText(/^(合格です|Passed)$/);
const goOn = () => page.getByRole("button", { name: /^(次へ進む|Continue)$/ });

test("the page is there before the venue is, shows the stages, and says when it is ready", async () => {
  page = await browser.open(venue.url);
  page.setDefaultTimeout(60_000);
  await page.getByRole("textbox").first().fill("花子");
  await page.getByRole("button", { name: "はじめる" }).click();
  await page.getByRole("heading", { level: 2, name: "はじめての Kubernetes と可用性" }).waitFor();
  await venue.ready(1);
});

test("a click on the lesson opens a terminal with a cluster behind it", async () => {
  await page.getByRole("button", { name: /はじめての Kubernetes と可用性/ }).click();
  await seeTerminal(page, /learner:.*\$/);
  await page.getByRole("button", { name: "はじめる" }).click();
  await page.getByRole("heading", { name: "クラスターをのぞいてみる" }).waitFor();
  await page.getByRole("button", { name: "確認する" }).click();
  await page.locator(".check-text").filter({ hasText: "hello という ConfigMap がまだありません" }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await runCommands();
  await seeTerminal(page, /node\s+Ready/);
  await passed().waitFor();
});

test("a Deployment, and its page in another tab from another origin", async () => {
  await nextStep("Web アプリ");
  await runCommands();
  await passed().waitFor();
  await nextStep("ブラウザー");
  await runCommands();
  await passed().waitFor();
  const [preview] = await Promise.all([page.context().waitForEvent("page"), page.locator(".prose button[data-action=preview]").first().click()]);
  await preview.getByText(/web-[a-z0-9]+-[a-z0-9]+/).first().waitFor();
  expect(new URL(preview.url()).origin).not.toBe(new URL(venue.url).origin);
  await preview.close();
});

test("the language changes in the middle of a step, and everything stays where it is", async () => {
  await nextStep("Pod");
  const before = await rows().textContent();
  await page.getByRole("button", { name: "English" }).click();
  await page.getByRole("heading", { name: /Kill its Pod/ }).waitFor();
  expect(await rows().textContent()).toBe(before);
  expect(await page.locator("html").getAttribute("lang")).toBe("en");
  await runCommands();
  await passed().waitFor();
});

test("the server is killed and started again: same step, same cluster, same shell with what runs in it", async () => {
  await page.locator(".screen:not([hidden]) textarea").focus();
  await page.keyboard.type("kept=$((6 * 7)); sleep 3600 &\n");
  await seeTerminal(page, /\[1\] \d+/);
  // It is said for a moment only, and may be before the venue is ready.
  await Promise.all([page.getByRole("status").filter({ hasText: "Connected again" }).waitFor({ timeout: 120_000 }), venue.killAndRestart()]);
  await page.getByRole("heading", { name: /Kill its Pod/ }).waitFor();
  await passed().waitFor();
  await page.locator(".screen:not([hidden]) textarea").focus();
  await page.keyboard.type("clear; jobs; echo $kept; kubectl get pods\n");
  await seeTerminal(page, /Running.*sleep 3600.*42.*web-\S+\s+1\/1/);
});

test("one Pod is not enough, three are; a wrong probe stops a release and a right one lets it through", async () => {
  for (const title of [/three/, /goes wrong/, /goes well/]) {
    await nextStep(title);
    await runCommands();
    await passed().waitFor({ timeout: 120_000 });
  }
});

test("another browser goes on by the link, and the lesson has an end", async () => {
  await page.getByRole("button", { name: /^Menu/ }).click();
  await page.getByRole("button", { name: "Continue on another device" }).click();
  const link = await page.getByRole("textbox", { name: "Continue on another device" }).inputValue();
  await page.keyboard.press("Escape");
  await using other = await Browser.start({ webgl: false });
  const elsewhere = await other.open(link);
  await elsewhere.getByRole("heading", { name: /goes well/ }).waitFor();
  await elsewhere.locator(".check-panel").getByText("Passed").waitFor();
  await elsewhere.getByRole("button", { name: "Continue" }).click();
  await elsewhere.getByRole("heading", { name: "What you have seen" }).waitFor();
  expect(other.complaints).toEqual([]);
});

async function nextStep(title: string | RegExp): Promise<void> {
  await goOn().click();
  await page.getByRole("heading", { level: 1, name: title }).or(page.getByRole("heading", { level: 2, name: title })).first().waitFor();
}

/** Clicks every command of the step from top to bottom, as a learner does who reads: the next one when the one before is done. */
async function runCommands(): Promise<void> {
  const commands = page.locator(".prose button[data-action=run]:visible");
  for (let index = 0; index < (await commands.count()); index++) await runCommand(commands.nth(index));
}

async function runCommand(command: Locator): Promise<void> {
  const text = (await command.getAttribute("data-command")) ?? "";
  const before = await prompt();
  await command.click();
  const seen = endless.find(([part]) => text.includes(part))?.[1];
  if (seen) return await seeTerminal(page, seen);
  // A prompt below other text than before: it is done. A command for another terminal shows that terminal first.
  await expect.poll(async () => ((await prompt()) ?? before) !== before, { timeout: 90_000, interval: 100 }).toBe(true);
  // "Wait until all three are Running": looked at again until they are.
  if (/replicas=3/.test(text)) await venueShowsThreePods();
}

/** Commands that do not end by themselves, and what a learner sees before going on. */
const endless: [string, RegExp][] = [
  ["--watch", /web-\S+\s+1\/1/],
  ["requests.sh", /ok\s+Hello from web-[^]*ok\s+Hello from web-/],
];

async function venueShowsThreePods(): Promise<void> {
  const type = async () => {
    await page.locator(".screen:not([hidden]) textarea").focus();
    await page.keyboard.type("clear; kubectl get pods\n");
  };
  await expect
    .poll(async () => (await type(), await expect.poll(prompt, { timeout: 20_000 }).toBeDefined(), ((await prompt()) ?? "").match(/web-\S+\s+1\/1\s+Running/g)?.length), { timeout: 60_000, interval: 1_000 })
    .toBe(3);
}

/** The terminal's text when it ends with a prompt; undefined while something runs. */
async function prompt(): Promise<string | undefined> {
  const lines = (await rows().locator("> div").allTextContents()).map((line) => line.trimEnd()).filter(Boolean);
  return lines.at(-1)?.endsWith("$") ? lines.join("\n") : undefined;
}
