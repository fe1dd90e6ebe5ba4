import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { loadLessons } from "../../lessons/load-all.ts";
import { type Browser, accessibilityProblems } from "../support/browser.ts";
import { seeTerminal, startPageServer } from "../support/page.ts";
import { usePageBrowser } from "../support/page-browser.ts";
import type { ServerUnderTest } from "../support/server-under-test.ts";

let browser: Browser;

usePageBrowser({ webgl: false }, (started) => (browser = started));

async function quizServer(): Promise<ServerUnderTest> {
  return startPageServer({ server: { shelf: await loadLessons(new URL("../fixtures/quiz-lessons", import.meta.url).pathname) } });
}

/** A learner at the first step of the lesson with questions. */
async function askedPage(server: ServerUnderTest): Promise<Page> {
  await server.server.opened;
  const page = await browser.open(server.url);
  await page.getByRole("textbox").first().fill("Hanako");
  await page.getByRole("button", { name: "Start" }).click();
  await page.getByRole("button", { name: "Start: Questions" }).click();
  await page.getByRole("heading", { name: "Two questions" }).waitFor();
  await seeTerminal(page, /[$#] /);
  return page;
}

const quiz = (page: Page, name: RegExp) => page.getByRole("group", { name });

test("a quiz is answered by keyboard, says what its author says, and the last right answer lets one go on", async () => {
  await using server = await quizServer();
  const page = await askedPage(server);
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(await page.getByRole("button", { name: "Continue" }).count()).toBe(0);

  await page.getByRole("button", { name: "To the quiz" }).click();
  const first = quiz(page, /Which command lists/);
  expect(await first.getByRole("radio").first().evaluate((radio) => radio === document.activeElement)).toBe(true);
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await page.getByText("Not right yet").waitFor();
  await page.getByRole("status").getByText("The verb is missing").waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press("ArrowDown");
  await page.getByText("Not right yet").waitFor({ state: "detached" });
  await page.keyboard.press("Enter");
  await page.getByText("get lists, and pods says what.").waitFor();
  expect(await first.getByRole("radio").nth(1).isChecked()).toBe(true);
  expect(await first.getByRole("radio").first().isDisabled()).toBe(true);
  expect(await page.evaluate(() => document.activeElement?.className)).toBe("quiz-said");

  const second = quiz(page, /Which of these run/);
  for (const name of ["web", "kubelet"]) await second.getByRole("checkbox", { name }).check();
  await page.getByRole("button", { name: "Answer" }).click();
  await page.getByText("It belongs to the node.").waitFor();
  await second.getByRole("checkbox", { name: "kubelet" }).uncheck();
  await second.getByRole("checkbox", { name: "redis" }).check();
  await page.getByRole("button", { name: "Answer" }).click();
  await page.getByRole("button", { name: "Continue" }).click();

  await page.getByRole("textbox", { name: "What is short for kubectl?" }).fill("ｋ ");
  await page.keyboard.press("Enter");
  await page.getByRole("status").getByText("Right", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("heading", { name: "The end" }).waitFor();

  // The last part has no check and no step behind it, and waits all the same.
  await page.getByRole("button", { name: "To the quiz" }).click();
  expect(await page.getByRole("button", { name: "To the quiz" }).getAttribute("class")).toContain("primary");
  await quiz(page, /Is this the end/).getByRole("radio").first().check();
  await page.getByRole("button", { name: "Answer" }).click();
  await page.getByRole("button", { name: "To the quiz" }).waitFor({ state: "detached" });
  await page.close();
});

test("what was answered is kept over a reload and in the other language, and what was only chosen over the language", async () => {
  await using server = await quizServer();
  const page = await askedPage(server);
  await quiz(page, /Which command lists/).getByRole("radio").nth(1).check();
  await page.getByRole("button", { name: "Answer" }).first().click();
  await page.getByText("get lists, and pods says what.").waitFor();
  await quiz(page, /Which of these run/).getByRole("checkbox", { name: "redis" }).check();

  await page.getByRole("button", { name: "日本語" }).click();
  await page.getByText("get は一覧、pods は対象です。").waitFor();
  expect(await quiz(page, /Pod の中で/).getByRole("checkbox", { name: "redis" }).isChecked()).toBe(true);
  expect(await accessibilityProblems(page)).toEqual([]);

  await page.reload();
  await page.getByText("get は一覧、pods は対象です。").waitFor();
  expect(await quiz(page, /一覧するコマンド/).getByRole("radio").nth(1).isChecked()).toBe(true);
  expect(await page.getByRole("button", { name: "答える", exact: true }).count()).toBe(1);
  await page.close();
});
