import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { Browser } from "../support/browser.ts";
import { buildPage, joinedPage, seeTerminal, startPageServer } from "../support/page.ts";

test("a terminal that is drawn by WebGL goes on, drawn as elements, when its context is lost", async () => {
  await buildPage();
  await using browser = await Browser.start({ webgl: "software" });
  // The product takes no WebGL in software, because it is slow; here it is taken for hardware.
  await browser.context.addInitScript(() => {
    const getContext = HTMLCanvasElement.prototype.getContext as (this: HTMLCanvasElement, kind: string, options?: object) => RenderingContext | null;
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, options?: object) {
      return getContext.call(this, kind, { ...options, failIfMajorPerformanceCaveat: false });
    } as typeof HTMLCanvasElement.prototype.getContext;
  });
  await using server = await startPageServer();
  const page = await joinedPage(browser, server);
  await page.getByRole("button", { name: /A tour of the page/ }).click();
  const screen = page.locator(".screen:not([hidden])");
  await screen.locator(".screen-inside[data-state=live]").waitFor();
  await screen.locator("canvas").first().waitFor({ state: "attached" });
  expect(await screen.locator(".xterm-rows").count()).toBe(0);
  await screen.locator("textarea").focus();
  await page.keyboard.type("echo drawn-$((40 + 2))\n");

  const lost = await screen.locator("canvas").evaluateAll((canvases) => {
    const contexts = canvases.map((canvas) => (canvas as HTMLCanvasElement).getContext("webgl2")).filter((context) => context !== null);
    for (const context of contexts) context.getExtension("WEBGL_lose_context")!.loseContext();
    return contexts.length;
  });
  expect(lost).toBe(1);
  await seeTerminal(page, "drawn-42");
  expect(await screen.locator("canvas").count()).toBe(0);
  await page.keyboard.type("echo typed-$((50 + 2))\n");
  await seeTerminal(page, "typed-52");

  // Browsers like to draw Japanese punctuation narrower: what follows it is to stay in its columns all the same.
  const japanese = "「はい」、です。1 行書いて。/login、Ctrl-D で";
  const latin = "x".repeat([...japanese].reduce((columns, letter) => columns + (letter.charCodeAt(0) < 0x80 ? 1 : 2), 0));
  await page.keyboard.type(`clear; printf '%s\\n' '${japanese}' ${latin}\n`);
  const [one, other] = await Promise.all([japanese, latin].map(async (text) => await drawnWidth(screen, text)));
  expect(Math.abs(one! - other!)).toBeLessThan(1);
  expect(browser.complaints).toEqual([]);
});

/** Pixels from the first to the last letter of the row that holds this text alone. */
async function drawnWidth(screen: Locator, text: string): Promise<number> {
  return await screen
    .locator(".xterm-rows > div")
    .filter({ hasText: new RegExp(`^${text}$`) })
    .evaluate((row) => {
      const range = document.createRange();
      range.selectNodeContents(row);
      return range.getBoundingClientRect().width;
    });
}
