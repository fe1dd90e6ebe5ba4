import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Locator, type Page } from "playwright-core";

/** A language of the page. */
export type Language = "en" | "ja";

const nickname = { en: "Hanako", ja: "花子" };

/** Somebody whose page is photographed: a real Chromium with a fresh profile, which goes when it is disposed. */
export class Learner implements AsyncDisposable {
  readonly page: Page;
  readonly #context: BrowserContext;
  readonly #profile: string;

  private constructor(page: Page, context: BrowserContext, profile: string) {
    this.page = page;
    this.#context = context;
    this.#profile = profile;
  }

  /** Joins the Tatami at `url` in a language. */
  static async join(url: string, language: Language, viewport: { width: number; height: number }): Promise<Learner> {
    const profile = await mkdtemp(join(tmpdir(), "tatami-screenshots-"));
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: process.env["TATAMI_CHROMIUM"] ?? "/usr/bin/chromium",
      chromiumSandbox: process.getuid?.() !== 0,
      // Rows as elements can be waited for.
      args: ["--disable-gpu", "--disable-3d-apis"],
      locale: language === "ja" ? "ja-JP" : "en-GB",
      viewport,
    });
    context.setDefaultTimeout(120_000);
    const learner = new Learner(await context.newPage(), context, profile);
    await learner.page.goto(url);
    await learner.page.getByRole("textbox").first().fill(nickname[language]);
    await learner.page.getByRole("button", { name: /^(Start|はじめる)$/ }).click();
    return learner;
  }

  /** Starts a lesson and waits for its terminal, however long its own preparation takes. */
  async start(lesson: RegExp): Promise<void> {
    await this.page.getByRole("button", { name: lesson }).click();
    await this.page.locator(".screen:not([hidden]) .xterm-rows").filter({ hasText: /\$/ }).waitFor({ timeout: 600_000 });
  }

  /** Goes to a step by the list of steps; the first is 1. */
  async goTo(step: number): Promise<void> {
    await this.#steps.getByRole("button").first().click();
    await this.#steps.getByRole("listitem").nth(step).getByRole("button").click();
    await this.isAt(step);
  }

  /** Waits until a step is shown; the first is 1. Until then, what is clicked is the step's before it. */
  async isAt(step: number): Promise<void> {
    await this.#steps.getByRole("button", { name: new RegExp(`^(Step ${step} of|ステップ ${step} /)`) }).waitFor();
  }

  /** Clicks the command of the text that contains this, and waits for what its terminal shows then. */
  async click(part: string, shows: string | RegExp): Promise<void> {
    await this.page.locator(`.prose button[data-action=run][data-command*=${JSON.stringify(part)}]:visible`).first().click();
    await this.sees(shows);
  }

  /** Waits for text in one of the terminals that are seen. */
  async sees(text: string | RegExp): Promise<void> {
    await this.page.locator(".screen:not([hidden]) .xterm-rows").filter({ hasText: text }).first().waitFor();
  }

  /** Shows the page in this language from now on, the lesson's text included: its heading is known by then. */
  async speak(language: Language, heading: string): Promise<void> {
    const other = this.page.getByRole("button", { name: language === "ja" ? "日本語" : "English" });
    if ((await this.page.locator("html").getAttribute("lang")) !== language) await other.click();
    await this.page.getByRole("heading", { name: heading }).waitFor();
  }

  get #steps(): Locator {
    return this.page.getByRole("navigation", { name: /^(Steps|ステップ)$/ });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#context.close();
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
