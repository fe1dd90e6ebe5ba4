import type { Page } from "playwright-core";
import { loadLessons } from "../../lessons/load-all.ts";
import type { LessonWindow } from "../../lessons/window/window.ts";
import type { Browser } from "./browser.ts";
import { pageLessons, startPageServer, touringPage } from "./page.ts";
import type { ServerUnderTest } from "./server-under-test.ts";
import type { WindowSink } from "./window-sink.ts";

/** A page server whose tour begins with a check over a window of time, about this sink. */
export async function startWindowServer(sink: WindowSink, changes: Partial<LessonWindow> = {}): Promise<ServerUnderTest> {
  const shelf = await loadLessons(pageLessons);
  const [tour] = shelf.lessons;
  if (!tour?.steps[0]) throw new Error("the page's lessons have no tour");
  const [first] = tour.steps;
  const verify = { file: "verify.sh", source: "true" };
  const solve = { file: "solve.sh", source: "true" };
  const lesson = { ...tour, verifyAs: "checker" as const, steps: [{ ...first, verify, solve, window: sink.window(changes) }, ...tour.steps.slice(1)] };
  return startPageServer({ server: { shelf: { ...shelf, lessons: [lesson] } } });
}

/** A page at that step, its run begun and messages flowing. */
export async function startedRun(browser: Browser, server: ServerUnderTest): Promise<Page> {
  const page = await touringPage(browser, server);
  await page.getByRole("button", { name: /^(Start the run|実験を始める)$/ }).click();
  await timelineOf(page).getByText(/^(Messages are being sent|メッセージを送っています)$/).waitFor();
  return page;
}

/** The timeline in the step panel. */
export function timelineOf(page: Page) {
  return page.getByRole("region", { name: /^(Timeline|タイムライン)$/ });
}

/** The timeline over the whole page. */
export function largeTimeline(page: Page) {
  return page.getByRole("dialog");
}
