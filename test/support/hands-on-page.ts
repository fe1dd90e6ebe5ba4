import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { accessibilityProblems, Browser } from "./browser.ts";
import { StartedVenue } from "./started-venue.ts";

/** The language in which the hands-on is walked through. */
export type WalkLanguage = "ja" | "en";

/** A learner of the hands-on in a real Chromium, at a venue as an operator starts it; each deed waits until the page shows that it has come about. */
export class HandsOnPage implements AsyncDisposable {
  readonly language: WalkLanguage;
  readonly page: Page;
  readonly #venue: StartedVenue;
  readonly #browser: Browser;
  /** Folder of the pictures. */
  readonly #pictures: string;
  #looks = 0;

  private constructor(language: WalkLanguage, pictures: string, { page, venue, browser }: { page: Page; venue: StartedVenue; browser: Browser }) {
    this.language = language;
    this.page = page;
    this.#pictures = pictures;
    this.#venue = venue;
    this.#browser = browser;
  }

  /** Starts a venue, and opens its page in the language that `npm run prove -- walk` asks for. */
  static async open(): Promise<HandsOnPage> {
    const { TATAMI_WALK_LANGUAGE: language, TATAMI_WALK_PICTURES: pictures } = process.env;
    if ((language !== "ja" && language !== "en") || !pictures) throw new Error("Run it by `npm run prove -- walk`: it names the language and a folder for the pictures.");
    const browser = await Browser.start({ locale: language === "ja" ? "ja-JP" : "en-GB", webgl: false });
    try {
      const venue = await StartedVenue.start(["--reserve", "1", "--capacity", "2"]);
      const page = await browser.open(venue.url);
      page.setDefaultTimeout(60_000);
      return new HandsOnPage(language, pictures, { page, venue, browser });
    } catch (error) {
      await browser[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** What is said in the language of the walk. */
  say<T>(words: Readonly<Record<WalkLanguage, T>>): T {
    return words[this.language];
  }

  /** Joins, and starts a lesson of the hands-on as soon as an environment is warm; its first terminal is at its prompt then. */
  async start(lesson: Readonly<Record<WalkLanguage, string>>): Promise<void> {
    // The page turns from "preparing" into the entrance by itself.
    await this.#venue.ready(1);
    await this.page.getByRole("textbox").first().waitFor();
    await this.look("entrance");
    await this.page.getByRole("textbox").first().fill(this.say({ ja: "花子", en: "Hanako" }));
    await this.page.getByRole("button", { name: this.say({ ja: "はじめる", en: "Start" }), exact: true }).click();
    await this.page.getByRole("region", { name: this.say({ ja: "cndjp #3 ハンズオン: Kafka のチャットとカオス", en: "The cndjp #3 hands-on: a chat on Kafka, and chaos" }) }).waitFor();
    await this.look("course");
    await this.page.getByRole("button", { name: `${this.say({ ja: "はじめる", en: "Start" })}: ${this.say(lesson)}` }).click();
    await this.page.getByRole("heading", { level: 1, name: this.say(lesson) }).waitFor();
    await this.sees(/learner:.*\$/, 280_000);
  }

  /** Clicks the command of the step's text that contains this, and waits for what a terminal that is seen shows then. */
  async click(part: string, shows: string | RegExp, timeout = 60_000): Promise<void> {
    await this.page.locator(`.prose button[data-action=run][data-command*=${JSON.stringify(part)}]:visible`).first().click();
    await this.sees(shows, timeout);
  }

  /** Waits for text in one of the terminals that are seen. A string is found also where a narrow terminal has broken its line at a space. */
  async sees(text: string | RegExp, timeout = 60_000): Promise<void> {
    const hasText = typeof text === "string" ? new RegExp(text.replace(/[^\p{L}\p{N} ]/gu, "\\$&").replaceAll(" ", "\\s*")) : text;
    await this.page.locator(".screen:not([hidden]) .xterm-rows").filter({ hasText }).first().waitFor({ timeout });
  }

  /** Has the step done, and waits for the end of its solution. */
  async haveItDone(): Promise<void> {
    await this.page.getByRole("button", { name: this.say({ ja: "代わりに実行", en: "Do it for me" }) }).click();
    await this.page.getByRole("dialog").getByRole("button", { name: this.say({ ja: "実行する", en: "Do it" }), exact: true }).click();
    await this.page.locator(".check-panel").getByText(this.say({ ja: "代わりに実行しました", en: "Done for you" }), { exact: true }).waitFor({ timeout: 240_000 });
  }

  /** Waits until the step can be gone on from. */
  async passed(timeout = 60_000): Promise<void> {
    await this.#onward.waitFor({ timeout });
  }

  /** Goes on from a step that is passed. */
  async goOn(): Promise<void> {
    await this.#onward.click();
  }

  /** Sees so many terminals at once: 1, 2 or 4. */
  async seeTerminals(count: 1 | 2 | 4): Promise<void> {
    const button = this.page.getByRole("button", { name: this.say({ ja: /^同時に表示するターミナルの数: /, en: /^Terminals seen at once: / }) });
    while (!(await button.textContent())?.includes(String(count))) await button.click();
  }

  /** How many terminals are open. */
  async terminals(): Promise<number> {
    return await this.page.getByRole("tab").count();
  }

  /** Finds no barrier in a page, whose animations have come to their end then, and takes a picture of it for whoever reads the proof. */
  async look(stage: string, page = this.page): Promise<void> {
    this.#looks++;
    expect(await accessibilityProblems(page)).toEqual([]);
    await this.photograph(`${String(this.#looks).padStart(2, "0")}-${stage}`, page);
  }

  /** Takes a picture of the page as it is. */
  async photograph(name: string, page = this.page): Promise<void> {
    await page.screenshot({ path: join(this.#pictures, `${name}.png`) });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { complaints } = this.#browser;
    await this.#browser[Symbol.asyncDispose]();
    await this.#venue[Symbol.asyncDispose]();
    expect(complaints).toEqual([]);
  }

  get #onward() {
    return this.page.getByRole("button", { name: this.say({ ja: "次へ進む", en: "Continue" }), exact: true });
  }
}
