import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "playwright-core";

// `npm run screenshots [-- URL]`: joins the Tatami that runs at URL as a learner and takes the pictures of the README.
const url = process.argv[2] ?? "http://127.0.0.1:8080";
const folder = join(import.meta.dirname, "screenshots");

for (const language of ["en", "ja"] as const) await picture(language);

async function picture(language: "en" | "ja"): Promise<void> {
  const profile = await mkdtemp(join(tmpdir(), "tatami-screenshots-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env["TATAMI_CHROMIUM"] ?? "/usr/bin/chromium",
    chromiumSandbox: process.getuid?.() !== 0,
    // Rows as elements can be waited for.
    args: ["--disable-gpu", "--disable-3d-apis"],
    locale: language === "ja" ? "ja-JP" : "en-GB",
    viewport: { width: 1280, height: 800 },
  });
  try {
    context.setDefaultTimeout(120_000);
    const page = await context.newPage();
    await page.goto(url);
    await enter(page, language === "ja" ? "花子" : "Hanako");
    await throughFirstSteps(page);
    await page.screenshot({ path: join(folder, `workspace-${language}.png`) });
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function enter(page: Page, nickname: string): Promise<void> {
  await page.getByRole("textbox").first().fill(nickname);
  await page.getByRole("button", { name: /^(Start|はじめる)$/ }).click();
  await page.getByRole("button", { name: /First steps|はじめての/ }).click();
  await terminalShows(page, /\$/);
  await page.getByRole("button", { name: /^(Begin|はじめる)$/ }).click();
}

/** Clicks the commands of three steps, so that the picture shows somebody at work. */
async function throughFirstSteps(page: Page): Promise<void> {
  for (let step = 1; step <= 3; step++) {
    const commands = page.locator(".prose button[data-action=run]:visible");
    await commands.first().waitFor();
    for (let index = 0; index < (await commands.count()); index++) {
      const text = (await commands.nth(index).getAttribute("data-command")) ?? "";
      await commands.nth(index).click();
      await terminalShows(page, text.slice(-12));
    }
    await page.locator(".check-panel").getByText(/^(合格です|Passed)$/).waitFor();
    if (step < 3) await page.getByRole("button", { name: /^(次へ進む|Continue)$/ }).click();
  }
  await page.locator(".step-scroll").evaluate((scroll) => scroll.scrollTo(0, 0));
  await terminalShows(page, /Hello from web-/);
}

async function terminalShows(page: Page, text: string | RegExp): Promise<void> {
  await page.locator(".screen:not([hidden]) .xterm-rows").filter({ hasText: text }).waitFor();
}
