import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accessibilityProblems, Browser } from "../support/browser.ts";
import { buildPage, seeTerminal, startPageServer, touringPage } from "../support/page.ts";

let browser: Browser;

beforeAll(async () => {
  await buildPage();
  browser = await Browser.start({ webgl: false });
});
afterAll(() => browser[Symbol.asyncDispose]());

const seen = async (page: Page) => page.locator(".screen:not([hidden])").evaluateAll((screens) => screens.map(({ id }) => id.replace("terminal-", "T")));
const front = (page: Page) => page.getByRole("tab", { selected: true });
const split = (page: Page, count: number) => page.getByRole("button", { name: `Terminals seen at once: ${count}` });

test("two and four terminals are seen at once, by mouse and by keyboard, and it is remembered", async () => {
  await using server = await startPageServer();
  const page = await touringPage(browser, server);
  await split(page, 1).click();
  await page.getByRole("tab", { name: "Terminal T2" }).waitFor();
  await page.locator("#terminal-2 .xterm-rows").filter({ hasText: /[$#] / }).waitFor();
  expect(await seen(page)).toEqual(["T1", "T2"]);
  expect(await front(page).textContent()).toContain("T1");

  // What is typed goes to the one that has the keyboard, and both are seen.
  await page.locator("#terminal-2 .screen-inside").click();
  await page.keyboard.type("echo two-$((40 + 2))\n");
  await page.locator("#terminal-2 .xterm-rows").filter({ hasText: "two-42" }).waitFor();
  expect(await front(page).textContent()).toContain("T2");
  await page.keyboard.press("Control+Shift+ArrowDown");
  expect(await front(page).textContent()).toContain("T1");
  await page.keyboard.type("echo one-$((40 + 1))\n");
  await seeTerminal(page, "one-41");
  expect(await page.locator("#terminal-1 .xterm-rows").textContent()).toContain("one-41");
  await page.getByRole("button", { name: "Back" }).click();
  await page.getByRole("heading", { level: 2, name: "Welcome" }).waitFor();
  const boxes = await page.locator(".screen:not([hidden])").evaluateAll((screens) => screens.map((screen) => screen.getBoundingClientRect().toJSON() as DOMRect));
  expect(boxes[0]!.bottom).toBeLessThanOrEqual(boxes[1]!.top);
  // However short the lesson's text is, the terminals reach down to the page's end.
  expect(boxes[1]!.bottom).toBeGreaterThan(890);
  expect(boxes.every(({ height }) => height > 350)).toBe(true);
  expect(await accessibilityProblems(page)).toEqual([]);

  // A third takes the place of the one that was in front longest ago.
  await page.getByRole("button", { name: "New terminal" }).click();
  await page.locator("#terminal-3 .xterm-rows").filter({ hasText: /[$#] / }).waitFor();
  expect(await seen(page)).toEqual(["T1", "T3"]);
  await split(page, 2).click();
  expect(await seen(page)).toEqual(["T1", "T2", "T3"]);
  await page.locator("#terminal-2 .xterm-rows").filter({ hasText: "two-42" }).waitFor();

  await page.reload();
  await page.locator("#terminal-3 .xterm-rows").filter({ hasText: /[$#] / }).waitFor();
  expect(await seen(page)).toEqual(["T1", "T2", "T3"]);
  await split(page, 4).click();
  expect(await seen(page)).toHaveLength(1);
  await page.close();
});
