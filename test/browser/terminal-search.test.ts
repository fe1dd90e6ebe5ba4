import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { accessibilityProblems, type Browser } from "../support/browser.ts";
import { seeTerminal, startPageServer, touringPage } from "../support/page.ts";
import { usePageBrowser } from "../support/page-browser.ts";

let browser: Browser;

usePageBrowser({ clipboard: true, webgl: false }, (started) => (browser = started));

const field = (page: Page) => page.getByRole("search").getByRole("textbox");
const count = (page: Page, text: string) => page.getByRole("search").getByRole("status").filter({ hasText: text }).waitFor();

test("a search goes from the newest match up and back, counts, and gives the keyboard back with the match selected", async () => {
  await using server = await startPageServer();
  const page = await touringPage(browser, server);
  await page.keyboard.press("Control+Shift+ArrowRight");
  await page.keyboard.type("clear; for n in 1 2 3; do echo Needle-$n; seq 60; done; echo all-$((40 + 2))\n");
  await seeTerminal(page, "all-42");
  await page.keyboard.press("Control+Shift+f");
  await page.keyboard.type("needle-");
  await count(page, "1 of 3");
  await seeTerminal(page, "Needle-3");
  await page.keyboard.press("Enter");
  await count(page, "2 of 3");
  await seeTerminal(page, "Needle-2");
  await page.keyboard.press("Enter");
  await count(page, "3 of 3");
  await page.keyboard.press("Enter");
  await count(page, "1 of 3");
  await page.keyboard.press("Shift+Enter");
  await count(page, "3 of 3");
  await page.getByRole("button", { name: "Back to the match below" }).click();
  await count(page, "2 of 3");
  for (const scheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.waitForFunction((wanted) => document.documentElement.dataset.theme === wanted, scheme);
    expect(await accessibilityProblems(page)).toEqual([]);
  }

  await field(page).focus();
  await page.keyboard.press("Escape");
  expect(await page.getByRole("search").count()).toBe(0);
  await page.keyboard.press("Control+c");
  await page.waitForFunction(async () => (await navigator.clipboard.readText()) === "Needle-");
  await page.keyboard.type("echo back-$((50 + 2))\n");
  await seeTerminal(page, "back-52");
  await page.close();
});

test("the button opens it, what is not there is said, and new output counts as it comes", async () => {
  await using server = await startPageServer();
  const page = await touringPage(browser, server);
  await page.getByRole("button", { name: "Search the terminal" }).click();
  await page.keyboard.type("later-77");
  await count(page, "No match");
  await page.keyboard.press("Control+Shift+ArrowRight");
  await page.keyboard.type("echo later-$((70 + 7))\n");
  await count(page, "1 of 1");
  await page.getByRole("button", { name: "日本語" }).click();
  await count(page, "1 件中 1");
  await page.getByRole("button", { name: "検索を閉じる" }).click();
  expect(await page.getByRole("search").count()).toBe(0);
  await page.close();
});
