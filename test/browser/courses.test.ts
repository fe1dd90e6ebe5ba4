import { afterAll, beforeAll, expect, test } from "vitest";
import { loadLessons } from "../../lessons/load-all.ts";
import { accessibilityProblems, Browser } from "../support/browser.ts";
import { buildPage, goToStep, joinedPage, pageLessons, seeTerminal, startPageServer } from "../support/page.ts";

let browser: Browser;

beforeAll(async () => {
  await buildPage();
  browser = await Browser.start({ webgl: false });
});
afterAll(() => browser[Symbol.asyncDispose]());

test("a course shows its lessons in order and its progress, and its lessons lead to each other", async () => {
  const { lessons } = await loadLessons(pageLessons);
  const [tour] = lessons;
  const part = (id: string, title: string) => ({ ...tour!, id, title: { en: title } });
  const shelf = {
    lessons: [tour!, part("pair/two", "The second"), part("pair/one", "The first")],
    courses: [{ id: "pair", title: { en: "A pair of lessons", ja: "二つのレッスン" }, description: { en: "One after the other." }, lessons: ["pair/one", "pair/two"] }],
    broken: [],
  };
  await using server = await startPageServer({ server: { shelf } });
  const page = await joinedPage(browser, server);
  const course = page.getByRole("region", { name: "A pair of lessons" });
  expect(await course.getByRole("heading", { level: 3 }).allTextContents()).toEqual(["1The first", "2The second"]);
  expect(await accessibilityProblems(page)).toEqual([]);

  await course.getByRole("button", { name: "Start: The first" }).click();
  await seeTerminal(page, /[$#] /);
  await goToStep(page, tour!.steps.length - 1);
  await page.getByRole("button", { name: /^(Skip|Continue)$/ }).click();
  const next = page.getByRole("button", { name: "Next lesson: The second" });
  await next.waitFor();
  expect(await page.getByRole("button", { name: "Choose another lesson" }).count()).toBe(1);
  await next.click();
  await page.getByRole("heading", { level: 1, name: "The second" }).waitFor();
  await seeTerminal(page, /[$#] /);
  await goToStep(page, tour!.steps.length - 1);
  await page.getByRole("button", { name: /^(Skip|Continue)$/ }).click();
  await page.getByRole("heading", { level: 2, name: "The end" }).waitFor();
  expect(await page.getByRole("button", { name: /^Next lesson/ }).count()).toBe(0);
  await page.close();
});
