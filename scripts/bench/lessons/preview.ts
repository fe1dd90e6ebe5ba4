import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Page } from "playwright-core";
import type { BenchRun, BenchVenue } from "../bench-venue.ts";
import { launchChromium } from "../chromium.ts";
import { below, type Figure, noted, percentile } from "../figure.ts";
import { BenchServer } from "../server/bench-server.ts";
import { writeFiveStepLesson } from "./five-step-lesson.ts";

const saves = 20;
/** After a save the rules are gone through, too; nobody saves again before that is over. */
const betweenMs = 1_500;
const readyMs = 120_000;

/** An author in a real Chromium saves a step's text again and again: from the save to the new words on the screen. */
export async function benchPreview({ venue, chromium, onStage, signal }: BenchRun & { venue: BenchVenue; chromium: string }): Promise<Record<string, Figure>> {
  const folder = await mkdtemp(join(tmpdir(), "tatami-bench-"));
  try {
    const lesson = join(folder, "five-steps");
    await writeFiveStepLesson(lesson);
    onStage("starting the preview");
    await using server = await BenchServer.start({ stateDir: venue.serverStateDir, preview: lesson, signal });
    await server.poolIs("the venue to be ready", () => true, { timeoutMs: readyMs, signal });
    await using stack = new AsyncDisposableStack();
    const browser = await launchChromium(chromium);
    stack.defer(() => browser.close());
    const page = await browser.newPage({ locale: "en-GB", viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(readyMs);
    await beginLesson(page, server.url);
    const file = join(lesson, "note", "text.md");
    const text = await readFile(file, "utf8");
    const samples: number[] = [];
    while (samples.length < saves) {
      signal.throwIfAborted();
      onStage(`save ${samples.length + 1} of ${saves}`);
      const words = `These words are number ${samples.length + 1}.`;
      const seen = seeWords(page, words);
      const began = performance.now();
      await writeFile(file, `${text}\n${words}\n`);
      await seen;
      samples.push(performance.now() - began);
      await delay(betweenMs, undefined, { signal });
    }
    return {
      "save to visible in preview, p95": below(percentile(samples, 0.95), 300, "ms", { samples, note: `${saves} saves of a step's text, until the frame after the one that has the new words` }),
      "save to visible in preview, p50": noted(percentile(samples, 0.5), "ms"),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function beginLesson(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByRole("textbox").first().fill("author");
  await page.getByRole("button", { name: /^Start/ }).click();
  await page.getByRole("button", { name: /^Start: Five steps/ }).click();
  await page.locator(".prose").filter({ hasText: "note.txt" }).waitFor();
}

/** Looks at every frame until it has these words; resolved with the next one, on which they are on the screen. */
async function seeWords(page: Page, words: string): Promise<void> {
  await page.evaluate(async (wanted) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const limit = performance.now() + 30_000;
    while (!document.querySelector(".prose")?.textContent?.includes(wanted)) {
      await frame();
      if (performance.now() > limit) throw new Error(`the page does not show ${JSON.stringify(wanted)} after 30 s`);
    }
    await frame();
  }, words);
}
