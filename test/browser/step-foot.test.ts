import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { Browser } from "../support/browser.ts";
import { buildPage, seeTerminal, startPageServer, touringPage } from "../support/page.ts";

/** For each size and language: the rows of the buttons, and whether all that is below the text takes more than a share of the window. */
async function feet(page: Page, share: number) {
  const seen = [];
  for (const other of ["日本語", "English"]) {
    for (const viewport of [{ width: 1280, height: 800 }, { width: 1024, height: 700 }]) {
      await page.setViewportSize(viewport);
      const tops = await page.locator(".step-buttons .button").evaluateAll((buttons) => buttons.map((button) => button.getBoundingClientRect().top));
      const { height } = (await page.locator(".step-foot").boundingBox())!;
      seen.push({ shown: `${viewport.width}, not ${other}`, rows: new Set(tops).size, low: height < viewport.height * share || height });
    }
    await page.getByRole("button", { name: other }).click();
    await page.getByRole("button", { name: other }).waitFor({ state: "detached" });
  }
  return seen;
}

const calm = ["1280, not 日本語", "1024, not 日本語", "1280, not English", "1024, not English"].map((shown) => ({ shown, rows: 1, low: true }));

test("what is below a step's text stays low, its buttons in one row, in both languages", async () => {
  await buildPage();
  await using browser = await Browser.start({ webgl: false });
  await using server = await startPageServer();
  const page = await touringPage(browser, server);
  await page.getByRole("button", { name: "Check" }).click();
  await page.locator(".check-result.warn").waitFor();
  expect(await feet(page, 1 / 4)).toEqual(calm);
  await page.getByText("Show a hint").click();
  await page.locator(".step-hint").getByRole("button", { name: /touch/ }).click();
  await seeTerminal(page, /touch ~\/done[^$#]*[$#] /);
  await page.getByRole("button", { name: "Check" }).click();
  await page.locator(".check-result.good").waitFor();
  expect(await feet(page, 1 / 5)).toEqual(calm);
});
