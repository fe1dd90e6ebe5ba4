import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { poll } from "../../clusters/poll.ts";
import { lintFolders } from "../../lessons/lint/lint-folders.ts";
import { loadLessons } from "../../lessons/load-all.ts";
import { accessibilityProblems, type Browser } from "../support/browser.ts";
import { goToStep, joinedPage, pageLessons, seeTerminal, startPageServer } from "../support/page.ts";
import { usePageBrowser } from "../support/page-browser.ts";
import type { ServerUnderTest } from "../support/server-under-test.ts";

let browser: Browser;

usePageBrowser({ webgl: false }, (started) => (browser = started));

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

const formatLessons = new URL("../fixtures/format-lessons", import.meta.url).pathname;

/** A learner in a scenario that was written from the format's description, and where their home is. */
async function inScenario(server: ServerUnderTest, name: RegExp): Promise<{ page: Page; home: string }> {
  await server.server.opened;
  const page = await browser.open(server.url);
  await page.getByRole("textbox").first().fill("Hanako");
  await page.getByRole("button", { name: "Start" }).click();
  // One that is in a course and in a pathway is there twice.
  await page.getByRole("button", { name }).first().click();
  await page.locator("#terminal-1 .xterm-rows").filter({ hasText: /[$#] / }).waitFor();
  const shells = join(server.folder, "shells");
  return { page, home: join(shells, (await readdir(shells))[0]!, "home") };
}

const appears = (path: string) => poll({ name: `${path} to be there`, timeoutMs: 20_000, intervalMs: 20 }, async () => existsSync(path) || undefined);

/** Clicks every command and change of a file in the text, in its order, each when the one before has done its work. */
async function clickAll(page: Page, home: string): Promise<void> {
  for (const button of await page.locator(".prose [data-action=run], .prose [data-action=edit]").all()) {
    const { command = "", terminal } = await button.evaluate((element) => ({ ...(element as HTMLElement).dataset }));
    const done = button.evaluate((element) => new Promise<void>((resolve) => new MutationObserver(() => "done" in (element as HTMLElement).dataset && resolve()).observe(element, { attributes: true })));
    await button.click();
    await done;
    const [, file] = /(?:touch (?!~)|> )([\w-]+)/.exec(command) ?? [];
    if (file) await appears(join(home, file));
    // What is interrupted next has to run.
    if (command.startsWith("sleep")) await page.locator(`#terminal-${terminal!.slice(1)} .xterm-rows`).filter({ hasText: command }).waitFor();
  }
}

test("a scenario with every construct of the format loads, says in lint what is wrong with it, and is walked through to its end", async () => {
  const { mistakes } = await lintFolders([formatLessons]);
  expect(mistakes.map(({ message }) => message)).toEqual(["there is no file step4/gone.md", "there is no machine HOST2: an environment has one, HOST1, and this runs in T2 of it", "there is no image gone.png"]);
  await using server = await startPageServer({ server: { shelf: await loadLessons(formatLessons) } });
  const { page, home } = await inScenario(server, /All of the format/);

  // Everything that is there from the beginning.
  await page.getByRole("textbox", { name: "Text of project/app.yaml" }).waitFor();
  const files = page.getByRole("tablist", { name: "Open files" });
  await files.getByRole("tab", { name: "notes.txt" }).waitFor();
  expect(await page.getByRole("tab", { name: /Terminal/ }).allTextContents()).toEqual([expect.stringMatching(/T1$/), expect.stringMatching(/T2\s*Node$/)]);
  await page.locator(".screens.count-2").waitFor();
  const dashboards = page.getByRole("list", { name: "Web pages of this lesson" });
  expect(await dashboards.getByRole("button").allTextContents()).toEqual(["App", "Docs"]);
  expect(await dashboards.getByRole("link", { name: "Away" }).getAttribute("href")).toBe("https://example.com/");
  await page.getByText("A safe place.").waitFor();
  await page.getByText("Welcome to localhost. Templates such as {{ .Release.Name }} stay as they are.").waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);

  await page.getByRole("button", { name: "Begin" }).click();
  await page.getByRole("heading", { name: "Actions" }).waitFor();
  await appears(join(home, "typed"));
  await page.locator(".prose summary").first().click();
  await clickAll(page, home);
  await page.locator("#terminal-1 .xterm-rows").filter({ hasText: "touch first-still" }).waitFor();
  await page.locator("#terminal-2 .xterm-rows").filter({ hasText: "touch second-still" }).waitFor();
  // The last command was typed only.
  expect(existsSync(join(home, "enter"))).toBe(false);
  await page.keyboard.press("Enter");
  await appears(join(home, "enter"));
  expect(await page.locator(".prose > p [data-action=copy], .prose > .code-block [data-action=copy]").count()).toBeGreaterThan(3);
  expect(await page.locator(".prose .marked-line").count()).toBe(2);
  expect(await page.locator(".prose pre").filter({ hasText: "An example" }).textContent()).toContain("`ls`{{execute}} on localhost");
  await page.getByText("The end of the step.").waitFor();
  await page.getByRole("button", { name: "Check" }).click();
  await page.getByRole("button", { name: "Continue" }).click();

  await page.getByRole("heading", { name: "Files" }).waitFor();
  await files.getByRole("tab", { name: "notes.txt" }).click();
  await page.getByRole("textbox", { name: "Text of project/notes.txt" }).filter({ hasText: "Notes." }).waitFor();
  await page.locator(".prose [data-action=open]").click();
  await page.getByRole("textbox", { name: "Text of project/app.yaml" }).filter({ hasText: "kind: App" }).waitFor();
  await clickAll(page, home);
  await appears(join(home, "tool-ran"));
  await page.getByText("Answer", { exact: true }).click();
  await page.getByText("Click one after the other.").waitFor();
  await page.getByRole("button", { name: "Check" }).click();
  await page.getByRole("button", { name: "Continue" }).click();

  await page.getByRole("heading", { name: "Questions" }).waitFor();
  await page.getByText("gone", { exact: false }).first().waitFor();
  await page.waitForFunction(() => [...document.querySelectorAll<HTMLImageElement>(".prose img")].filter((image) => image.complete && image.naturalWidth > 0).length === 6);
  expect(await page.locator(".prose [data-action=preview]").evaluateAll((buttons) => buttons.map((button) => `${(button as HTMLElement).dataset["port"]}${(button as HTMLElement).dataset["path"]}`))).toEqual(["80/", "8080/docs", "81/", "ask/"]);
  await page.getByRole("radio", { name: ">>" }).check();
  for (const name of ["|", "<"]) await page.getByRole("checkbox", { name, exact: true }).check();
  await page.getByRole("textbox", { name: "Which command lists files?" }).fill("ls");
  await page.getByRole("textbox", { name: "What does it list?" }).fill("All files");
  expect(await page.getByRole("button", { name: "Continue" }).count()).toBe(0);
  for (let left = 4; left > 0; left--) {
    await page.getByRole("button", { name: "Answer", exact: true }).first().click();
    await page.waitForFunction((count) => [...document.querySelectorAll(".quiz button")].filter((button) => button.textContent === "Answer").length === count, left - 1);
  }
  await page.getByRole("button", { name: "Continue" }).click();

  await page.getByText("there is no file step4/gone.md").waitFor();
  await page.locator("#terminal-1 textarea").focus();
  await page.keyboard.type("touch ~/told\n");
  await appears(join(home, "told"));
  await page.getByRole("button", { name: "Check" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByText("That was all.").waitFor();
  await page.close();
});

test("a Katacoda pathway is a course, with a link to what is elsewhere", async () => {
  await using server = await startPageServer({ server: { shelf: await loadLessons(formatLessons) } });
  await server.server.opened;
  const page = await browser.open(server.url);
  await page.getByRole("textbox").first().fill("Hanako");
  await page.getByRole("button", { name: "Start" }).click();
  const pathway = page.getByRole("region", { name: "The way through the format" });
  await pathway.getByText("As Katacoda wrote courses").waitFor();
  expect(await pathway.getByRole("heading", { level: 3 }).allTextContents()).toEqual(["1All of the format", expect.stringContaining("Further on")]);
  expect(await pathway.getByRole("link").getAttribute("href")).toBe("https://example.com/further");
  await page.close();
});

test("a challenge begins at its task, hints by itself, and is passed by itself", async () => {
  await using server = await startPageServer({ server: { shelf: await loadLessons(formatLessons) } });
  const { page } = await inScenario(server, /A task/);
  await page.getByRole("heading", { name: "Make it" }).waitFor();
  await page.getByText("No file is open.").waitFor();
  await page.getByRole("status").getByText(/^After \d+ seconds: touch done$/).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole("button", { name: "日本語" }).click();
  await page.getByRole("heading", { name: "作ってみよう" }).waitFor();
  await page.getByText("という名前のファイルを作ってください。").waitFor();
  await page.getByRole("button", { name: "English" }).click();
  await page.locator(".screen:not([hidden]) textarea").focus();
  await page.keyboard.type("touch done\n");
  await page.getByText("It turned green by itself.").waitFor();
  expect(await page.getByText("Nobody sees this.").count()).toBe(0);
  expect(await page.getByText("A hint", { exact: true }).count()).toBe(0);
  await page.close();
});
