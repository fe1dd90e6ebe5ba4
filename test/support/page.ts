import { join } from "node:path";
import { build } from "vite";
import type { Page } from "playwright-core";
import { loadLessons } from "../../lessons/load-all.ts";
import type { EnvironmentPool } from "../../clusters/environment.ts";
import type { ServerOptions } from "../../server/main.ts";
import type { Config } from "../../server/config.ts";
import type { Browser } from "./browser.ts";
import { ServerUnderTest } from "./server-under-test.ts";

const root = new URL("../..", import.meta.url).pathname;
/** The page as these tests build it, beside the one that an operator may be serving. */
const clientDir = join(root, "node_modules/.cache/tatami-test-client");

/** Lessons for tests of the page. */
export const pageLessons = join(root, "test/fixtures/page-lessons");

/** Builds the page from the sources as they are now. */
export async function buildPage(): Promise<void> {
  await build({ configFile: join(root, "vite.config.ts"), logLevel: "error", build: { outDir: clientDir } });
}

/** A real server with the built page and the page's own lessons. */
export async function startPageServer(options: { argv?: string[]; config?: Partial<Config>; server?: Partial<ServerOptions>; pool?: (folder: string) => EnvironmentPool; folder?: string } = {}): Promise<ServerUnderTest> {
  return ServerUnderTest.start({ ...options, server: { clientDir, shelf: await loadLessons(pageLessons), ...options.server } });
}

/** A page whose learner has joined and sees the lessons; `url` where it is not the server's own. */
export async function joinedPage(browser: Browser, running: ServerUnderTest, nickname = "Hanako", url = running.url): Promise<Page> {
  await running.server.opened;
  const page = await browser.open(url);
  await page.getByRole("textbox").first().fill(nickname);
  await page.getByRole("button", { name: /^(Start|はじめる)$/ }).click();
  await page.getByRole("heading", { level: 2, name: /A tour of the page|ページめぐり/ }).waitFor();
  return page;
}

/** A page in the tour at a step (0 = the first), its first terminal at a prompt. */
export async function touringPage(browser: Browser, running: ServerUnderTest, step = 0): Promise<Page> {
  const page = await joinedPage(browser, running);
  await page.getByRole("button", { name: /A tour of the page|ページめぐり/ }).click();
  await seeTerminal(page, /[$#] /);
  await goToStep(page, step);
  return page;
}

/** Goes to a step by the list of steps. */
export async function goToStep(page: Page, step: number): Promise<void> {
  const list = page.getByRole("navigation", { name: /^(Steps|ステップ)$/ });
  await list.getByRole("button").first().click();
  await list.getByRole("listitem").nth(step + 1).getByRole("button").click();
  await list.getByRole("button", { name: new RegExp(`^(Step ${step + 1} of|ステップ ${step + 1} /)`) }).waitFor();
}

/** Waits for text in the terminal in front; the terminal's rows are read as a person sees them. */
export async function seeTerminal(page: Page, text: string | RegExp): Promise<void> {
  await page.locator(".screen:not([hidden]) .xterm-rows").filter({ hasText: text }).waitFor();
}
