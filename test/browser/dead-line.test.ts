import { afterAll, beforeAll, expect, test } from "vitest";
import { Browser } from "../support/browser.ts";
import { buildPage, joinedPage, seeTerminal, startPageServer } from "../support/page.ts";
import { SlowLine } from "../support/slow-line.ts";

let browser: Browser;

beforeAll(async () => {
  await buildPage();
  browser = await Browser.start({ webgl: false });
});
afterAll(async () => await browser[Symbol.asyncDispose]());

test("a network that is gone until both sides have noticed: the page says so, types nothing meanwhile, and goes on where it was", async () => {
  await using server = await startPageServer();
  await using line = await SlowLine.to(server.url);
  const page = await joinedPage(browser, server, "Hanako", line.url);
  await page.getByRole("button", { name: /A tour of the page/ }).click();
  await seeTerminal(page, /[$#] /);
  await page.locator(".screen:not([hidden]) textarea").focus();
  await page.keyboard.type("i=0; while sleep 0.5; do echo tick $((i += 1)); done\n");
  await seeTerminal(page, "tick 3");
  line.cut();
  // Only the missing heartbeat tells: it takes most of a minute.
  await page.getByRole("alert").filter({ hasText: "Your terminals keep running" }).waitFor({ timeout: 90_000 });
  await page.keyboard.type("echo lost\n");
  line.mend();
  await page.getByRole("status").filter({ hasText: "Connected again" }).waitFor({ timeout: 30_000 });
  const shown = async () => (await page.locator(".screen:not([hidden]) .xterm-rows > div").allTextContents()).join("\n");
  const ticks = async () => [...(await shown()).matchAll(/tick (\d+)/g)].map((match) => Number(match[1]));
  // It ran on meanwhile, and nothing of it is missing.
  await expect.poll(async () => (await ticks()).at(-1), { timeout: 60_000 }).toBeGreaterThan(60);
  const seen = await ticks();
  expect(seen).toEqual(seen.map((_, index) => seen[0]! + index));
  expect(await shown()).not.toContain("lost");
  await page.close();
});
