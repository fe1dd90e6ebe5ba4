import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { accessibilityProblems, type Browser } from "../support/browser.ts";
import { seeTerminal, startPageServer } from "../support/page.ts";
import { usePageBrowser } from "../support/page-browser.ts";

let browser: Browser;

usePageBrowser({ webgl: false }, (started) => (browser = started));

/** More than the stops of any page. */
const mostStops = 60;

/** Presses Tab, unless it is there already, until the control of this name has the keyboard, and sees that a person could see it there. */
async function tabTo(page: Page, name: RegExp, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  const passed: string[] = [];
  for (let stop = 0; stop < mostStops; stop++) {
    const at = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      const label = element.getAttribute("aria-label") ?? (element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : element.textContent) ?? "";
      return { name: label.replace(/\s+/g, " ").trim(), seen: element.checkVisibility() };
    });
    if (name.test(at.name)) return expect(at.seen).toBe(true);
    passed.push(at.name.slice(0, 30));
    await page.keyboard.press(key);
  }
  throw new Error(`${key} never came to ${name}; it passed ${passed.join(" | ")}`);
}

async function press(page: Page, name: RegExp, key?: "Tab" | "Shift+Tab"): Promise<void> {
  await tabTo(page, name, key);
  await page.keyboard.press("Enter");
}

const theme = (page: Page) => page.evaluate(() => document.documentElement.dataset["theme"]);

/** Chooses the appearance in the settings, which stay open; in it, one arrow leads from one to the next. */
async function chooseTheme(page: Page, wanted: "light" | "dark"): Promise<void> {
  await press(page, /^Settings$/, "Shift+Tab");
  await tabTo(page, /^(System|Light|Dark)$/);
  for (let arrows = 0; (await page.locator("input[value=system]").isChecked()) || (await theme(page)) !== wanted; arrows++) {
    expect(arrows).toBeLessThan(3);
    await page.keyboard.press("ArrowRight");
  }
}

test("a learner with nothing but a keyboard joins, works through a step, changes language and colours, and leaves the terminal and comes back", async () => {
  await using server = await startPageServer();
  await server.server.opened;
  const page = await browser.open(server.url);
  await page.getByRole("textbox", { name: "Nickname" }).waitFor();
  await tabTo(page, /^Nickname$/);
  await page.keyboard.type("Hanako");
  await page.keyboard.press("Enter");
  await page.getByText("Hello, Hanako").waitFor();
  for (const wanted of ["dark", "light"] as const) {
    await chooseTheme(page, wanted);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.keyboard.press("Escape");
    expect(await page.getByRole("button", { name: "Settings" }).evaluate((button) => button === document.activeElement)).toBe(true);
    expect(await accessibilityProblems(page)).toEqual([]);
  }
  await press(page, /^Start: A tour of the page$/);
  await seeTerminal(page, /[$#] /);
  await press(page, /^Begin$/);
  await page.getByRole("heading", { name: "Buttons" }).waitFor();

  await press(page, /^Run: echo first/);
  await seeTerminal(page, "first-42");
  await press(page, /^Check$/);
  await page.locator(".check-text").filter({ hasText: "There is no file done." }).waitFor();
  await press(page, /^Show a hint$/, "Shift+Tab");
  await press(page, /^Run: touch/);
  await seeTerminal(page, /touch ~\/done[^$#]*[$#] /);
  await press(page, /^Check$/);
  await page.locator(".check-panel").getByText("Passed").waitFor();

  await press(page, /^Run T2: node/, "Shift+Tab");
  await seeTerminal(page, "listening");
  await tabTo(page, /^the app/);
  const [preview] = await Promise.all([page.context().waitForEvent("page"), page.keyboard.press("Enter")]);
  await preview.getByText("the app at /hello").waitFor();
  await preview.close();
  // As a browser does that closes a tab: the one before has the keyboard again, where it was.
  await page.bringToFront();
  await tabTo(page, /^the app/);

  await press(page, /^日本語$/, "Shift+Tab");
  await page.getByRole("heading", { name: "ボタン" }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Buttons" }).waitFor();

  await page.keyboard.press("Control+Shift+ArrowRight");
  await page.keyboard.press("Control+Shift+ArrowUp");
  await page.keyboard.type("echo in-$((30 + 3))\n");
  await seeTerminal(page, "in-33");
  await page.keyboard.press("Control+Shift+ArrowLeft");
  await page.waitForFunction(() => document.activeElement?.id === "pane-lesson");
  await press(page, /^Do it for me$/);
  // On "Cancel" there is Enter, everywhere in a dialog there is Escape: both lead back to where one was.
  for (const key of ["Enter", "Escape"]) {
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press(key);
    await page.locator("dialog").waitFor({ state: "detached" });
    await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label") === "Do it for me");
    if (key === "Enter") await page.keyboard.press("Enter");
  }
  await page.keyboard.press("Control+Shift+ArrowRight");
  await page.keyboard.type("echo back-$((30 + 4))\n");
  await seeTerminal(page, "back-34");
  await page.keyboard.press("Control+Shift+ArrowLeft");

  for (const wanted of ["dark", "light"] as const) {
    await chooseTheme(page, wanted);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.keyboard.press("Escape");
    expect(await accessibilityProblems(page)).toEqual([]);
  }
  await press(page, /^Continue$/);
  await page.getByRole("heading", { name: "By itself" }).waitFor();
  await page.close();
});

test("colours follow the system until one is chosen; the choice is kept over a reload, and the system can be followed again", async () => {
  await using server = await startPageServer();
  await server.server.opened;
  const page = await browser.open(server.url);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.waitForFunction(() => document.documentElement.dataset["theme"] === "dark");
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor + getComputedStyle(document.documentElement).backgroundColor);
  const dark = await ground();
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("radio", { name: "Light" }).check();
  expect(await theme(page)).toBe("light");
  expect(await ground()).not.toBe(dark);
  await page.reload();
  await page.getByRole("textbox", { name: "Nickname" }).waitFor();
  expect(await theme(page)).toBe("light");
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("radio", { name: "System" }).check();
  expect(await theme(page)).toBe("dark");
  expect(await ground()).toBe(dark);
  await page.close();
});
