import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { Browser } from "../support/browser.ts";
import { goToStep, seeTerminal, startPageServer, touringPage } from "../support/page.ts";
import { usePageBrowser } from "../support/page-browser.ts";

let browser: Browser;

usePageBrowser({ webgl: false }, (started) => (browser = started));

const terminalText = async (page: Page) => (await page.locator(".screen:not([hidden]) .xterm-rows > div").allTextContents()).join("\n");

/** Types into the terminal in front. */
async function type(page: Page, text: string): Promise<void> {
  await page.locator(".screen:not([hidden]) textarea").focus();
  await page.keyboard.type(text);
}

test("two tabs of one learner show the same step, its check and the same terminal, whose size follows the one who types", async () => {
  await using server = await startPageServer();
  const wide = await touringPage(browser, server);
  const small = await browser.open(server.url);
  await small.setViewportSize({ width: 1000, height: 640 });
  await small.getByRole("heading", { name: "Buttons" }).waitFor();
  await seeTerminal(small, /[$#] /);

  await goToStep(wide, 1);
  await small.getByRole("heading", { name: "By itself" }).waitFor();
  // Says what it is told, and each time that the terminal's size changes under it.
  await type(wide, `node -e "process.stdout.on('resize',()=>console.log('re'+'sized'));process.stdin.on('data',(d)=>console.log('got '+d));console.log('ready-'+(2+3))"\n`);
  await seeTerminal(wide, "ready-5");
  await seeTerminal(small, "ready-5");
  await type(wide, "from the wide one\n");
  await seeTerminal(small, "got from the wide one");
  expect(await terminalText(wide)).not.toContain("resized");

  await type(small, "from the small one\n");
  await seeTerminal(wide, "got from the small one");
  await type(wide, "from the wide one again\n");
  for (const page of [wide, small]) await seeTerminal(page, "got from the wide one again");
  // Once for each change of the person's place, and not once more: nobody pulls it back.
  for (const page of [wide, small]) await expect.poll(async () => (await terminalText(page)).match(/resized/g)?.length, { timeout: 15_000 }).toBe(2);

  await wide.keyboard.press("Control+c");
  await seeTerminal(small, /\^C[^]*[$#] /);
  await small.locator(".prose").getByRole("button", { name: /touch/ }).click();
  for (const page of [wide, small]) await page.locator(".check-panel").getByText("Passed").waitFor();
  await wide.close();
  await small.close();
});
