import { afterAll, beforeAll, expect } from "vitest";
import { Browser, type BrowserOptions } from "./browser.ts";
import { buildPage } from "./page.ts";

/** For all tests of a file: the page is built and a browser, which is given to `take`, is there before them; after them it goes, and no page of it may have complained. */
export function usePageBrowser(options: BrowserOptions, take: (browser: Browser) => void): void {
  let browser: Browser;
  beforeAll(async () => {
    await buildPage();
    browser = await Browser.start(options);
    take(browser);
  });
  afterAll(async () => {
    const complaints = browser.complaints;
    await browser[Symbol.asyncDispose]();
    expect(complaints).toEqual([]);
  });
}
