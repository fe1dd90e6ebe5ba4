import { randomInt } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import type { BenchRun, BenchVenue } from "./bench-venue.ts";
import { launchChromium } from "./chromium.ts";
import { below, type Figure, noted, percentile } from "./figure.ts";
import { BenchServer } from "./server/bench-server.ts";

/** Which button is clicked: the first lesson, which wants a cluster. */
const lesson = /^Start: First steps/;
const refillMs = 300_000;

/** Milliseconds after the click on the lesson. */
interface Join {
  /** The prompt has been drawn in the page. */
  prompt: number;
  /** `kubectl get nodes`, typed at that prompt, has been answered by the cluster. */
  kubectl: number;
}

/** Learners in a real Chromium join one after the other, each when the pool is warm again: from the click on the lesson to the prompt in the page. */
export async function benchJoin({ venue, joins, chromium, onStage, signal }: BenchRun & { venue: BenchVenue; joins: number; chromium: string }): Promise<Record<string, Figure>> {
  onStage("starting the server");
  await using server = await BenchServer.start({ stateDir: venue.serverStateDir, argv: ["--reserve", "1", "--capacity", "3"], signal });
  await using stack = new AsyncDisposableStack();
  // Without WebGL a terminal draws its rows as elements, whose text can be read.
  const browser = await launchChromium(chromium, ["--disable-3d-apis"]);
  stack.defer(() => browser.close());
  const all: Join[] = [];
  for (let count = 1; count <= joins; count++) {
    onStage(`${count} of ${joins}: waiting for a warm environment`);
    await server.poolIs("a warm pool", ({ ready, reserve, leased, waiting }) => ready === reserve && leased + waiting === 0, { timeoutMs: refillMs, signal });
    onStage(`${count} of ${joins}: joining`);
    all.push(await joinOnce(browser, server.url));
  }
  const prompts = all.map(({ prompt }) => prompt);
  const answers = all.map(({ kubectl }) => kubectl);
  const note = `${joins} joins, one after the other, from a pool with 1 ready${joins <= 20 ? "; p95 is the longest of them" : ""}`;
  return {
    "join click to prompt p95": below(percentile(prompts, 0.95), 1_000, "ms", { samples: prompts, note }),
    "join click to prompt p50": noted(percentile(prompts, 0.5), "ms"),
    "join click to kubectl's answer p50": noted(percentile(answers, 0.5), "ms", { samples: answers, note: "with the time to type `kubectl get nodes`: the cluster behind the prompt is awake" }),
  };
}

async function joinOnce(browser: Browser, url: string): Promise<Join> {
  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1440, height: 900 } });
  try {
    context.setDefaultTimeout(60_000);
    const page = await context.newPage();
    await page.goto(url);
    await page.getByRole("textbox").first().fill(`learner ${randomInt(1_000_000)}`);
    await page.getByRole("button", { name: /^Start/ }).click();
    const button = page.getByRole("button", { name: lesson });
    await button.waitFor();
    const clock = await startClock(page);
    await button.click();
    const prompt = await clock.until(/learner:.*\$/.source);
    await page.locator(".screen:not([hidden]) textarea").focus();
    await page.keyboard.type("kubectl get nodes --output=name\n");
    const kubectl = await clock.until(/node\/\w/.source);
    await leave(page);
    return { prompt, kubectl };
  } finally {
    await context.close();
  }
}

/** A clock in the page that begins with the next click, and tells when the terminal in front has drawn what is waited for. */
async function startClock(page: Page): Promise<{ until(pattern: string): Promise<number> }> {
  const clicked = await page.evaluateHandle(() => ({ at: new Promise<number>((resolve) => addEventListener("click", (event) => resolve(event.timeStamp), { capture: true, once: true })) }));
  return {
    until: async (pattern) =>
      await clicked.evaluate(async ({ at }, source) => {
        const begin = await at;
        const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
        const limit = begin + 60_000;
        const shown = () => document.querySelector(".screen:not([hidden]) .xterm-rows")?.textContent ?? "";
        while (!new RegExp(source).test(shown())) {
          await frame();
          if (performance.now() > limit) throw new Error(`the terminal does not show ${source} after a minute, but: ${shown().trim() || document.body.innerText.slice(0, 1_000)}`);
        }
        // It is in the page's elements now, and on the screen with the next frame.
        await frame();
        return performance.now() - begin;
      }, pattern),
  };
}

/** Gives the environment back, so that the next one can be made. */
async function leave(page: Page): Promise<void> {
  const status = await page.evaluate(async () => (await fetch("/api/leave", { method: "POST", headers: { "content-type": "application/json" }, body: "{}" })).status);
  if (status !== 200) throw new Error(`leaving was answered with ${status}`);
}
