import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";

/** Where Debian, Ubuntu and others put Chromium; TATAMI_CHROMIUM names another one. */
const places = [process.env["TATAMI_CHROMIUM"], "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

const flags = ["--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** Without WebGL a terminal draws its rows as elements, whose text a test can read; in software it needs no graphics card. */
const webglFlags = { none: ["--disable-gpu", "--disable-3d-apis"], software: ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"], own: ["--disable-gpu"] };

/** How a learner's browser is set up. */
export interface BrowserOptions {
  /** The browser's language, e.g. "ja-JP". */
  locale?: "ja-JP" | "en-GB";
  colorScheme?: "light" | "dark";
  viewport?: { width: number; height: number };
  /** Lets pages read the clipboard, so that a test can look. */
  clipboard?: boolean;
  /** False for none, "software" for one that a machine without a graphics card has, too; else whatever Chromium finds without one. */
  webgl?: false | "software";
}

/** A real Chromium with a fresh profile; browser, profile and pages go when it is disposed. */
export class Browser implements AsyncDisposable {
  readonly context: BrowserContext;
  /** What went wrong in the pages without being caught or blocked: a test looks that it stays empty. */
  readonly complaints: string[] = [];
  readonly #profile: string;

  private constructor(context: BrowserContext, profile: string) {
    this.context = context;
    this.#profile = profile;
    context.on("weberror", (error) => this.complaints.push(String(error.error())));
    context.on("console", (message) => {
      if (message.type() === "error" && /Content Security Policy|Refused to/.test(message.text())) this.complaints.push(message.text());
    });
  }

  static async start(options: BrowserOptions = {}): Promise<Browser> {
    const executablePath = places.find((place) => place && existsSync(place));
    if (!executablePath) throw new Error(`no Chromium at ${places.filter(Boolean).join(", ")}: apt-get install -y chromium fonts-noto-cjk, or set TATAMI_CHROMIUM`);
    const profile = await mkdtemp(join(tmpdir(), "tatami-browser-"));
    const context = await chromium.launchPersistentContext(profile, {
      executablePath,
      headless: true,
      // Chromium refuses to run as root with its sandbox.
      chromiumSandbox: process.getuid?.() !== 0,
      args: [...flags, ...webglFlags[options.webgl === false ? "none" : (options.webgl ?? "own")]],
      locale: options.locale ?? "en-GB",
      colorScheme: options.colorScheme ?? "light",
      viewport: options.viewport ?? { width: 1440, height: 900 },
      permissions: options.clipboard ? ["clipboard-read", "clipboard-write"] : [],
    });
    context.setDefaultTimeout(15_000);
    return new Browser(context, profile);
  }

  /** A new page, opened at an address. */
  async open(url: string): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(url);
    return page;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.context.close();
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** What axe finds wrong with a page as it is now, one line for each rule and element; the terminal's own drawing is left out, its frame is not. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  // Evaluated by the debugger: the page's policy allows no foreign script, and stays as it is.
  await page.evaluate(source);
  return page.evaluate(async () => {
    // What is still fading in has not its own colours yet; what moves for ever is a spinner.
    // Looked at anew each time: one that another has taken the place of never tells that it ended.
    const ending = () => document.getAnimations().some((animation) => animation.playState === "running" && animation.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY);
    for (const limit = performance.now() + 3_000; ending() && performance.now() < limit; ) await new Promise((resolve) => setTimeout(resolve, 20));
    const { axe } = window as unknown as { axe: { run(context: object, options: object): Promise<{ violations: { id: string; impact: string; help: string; nodes: { html: string; failureSummary: string }[] }[] }> } };
    const { violations } = await axe.run({ exclude: [[".xterm-screen"]] }, { resultTypes: ["violations"] });
    return violations.flatMap(({ id, impact, help, nodes }) => nodes.map((node) => `${impact} ${id}: ${help}: ${node.html.slice(0, 160)}: ${node.failureSummary.replaceAll("\n", " ")}`));
  });
}
