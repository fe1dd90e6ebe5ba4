import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { poll } from "../../clusters/poll.ts";
import { loadLessons } from "../../lessons/load-all.ts";
import { accessibilityProblems, Browser } from "../support/browser.ts";
import { seeTerminal, startPageServer } from "../support/page.ts";
import { usePageBrowser } from "../support/page-browser.ts";
import type { ServerUnderTest } from "../support/server-under-test.ts";

let browser: Browser;

usePageBrowser({ webgl: false }, (started) => (browser = started));

async function editorServer(): Promise<ServerUnderTest> {
  return startPageServer({ server: { shelf: await loadLessons(new URL("../fixtures/editor-lessons", import.meta.url).pathname) } });
}

/** A learner at the first step, and their home. */
async function editingPage(server: ServerUnderTest, from = browser, lesson = /Editing/): Promise<{ page: Page; home: string }> {
  await server.server.opened;
  const page = await from.open(server.url);
  await page.getByRole("textbox").first().fill("Hanako");
  await page.getByRole("button", { name: /^(Start|はじめる)$/ }).click();
  await page.getByRole("button", { name: lesson }).click();
  await seeTerminal(page, /[$#] /);
  const shells = join(server.folder, "shells");
  const [id = ""] = await readdir(shells);
  return { page, home: join(shells, id, "home") };
}

/** Waits until a file on the disk is as wanted. */
async function onDisk(path: string, text: string): Promise<void> {
  await poll({ name: `${path} to be saved`, timeoutMs: 10_000, intervalMs: 20 }, async () => (await readFile(path, "utf8").catch(() => "")) === text || undefined);
}

const state = (page: Page, text: string) => page.locator(".editor-state").filter({ hasText: new RegExp(`^${text}$`) }).waitFor();

/** Waits until what is typed goes into the editor. */
const typing = (page: Page) => page.waitForFunction(() => document.activeElement?.classList.contains("cm-content"));

test("a file is found, edited, saved, searched, left and closed by keyboard alone", async () => {
  await using server = await editorServer();
  const { page, home } = await editingPage(server);
  await mkdir(join(home, "conf"));
  await writeFile(join(home, "conf/app.yaml"), "kind: Pod\r\nname: one\r\n");

  await page.getByRole("button", { name: "Files" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "conf/app.yaml", exact: true }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.type("~/conf/app.yaml");
  await page.keyboard.press("Enter");
  const text = page.getByRole("textbox", { name: "Text of conf/app.yaml" });
  await text.waitFor();
  await typing(page);
  await state(page, "Saved");

  await page.keyboard.press("Control+End");
  await page.keyboard.type("image: 日本");
  await state(page, "Not saved");
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press("Control+s");
  await state(page, "Saved");
  // The line ends are as they were.
  await onDisk(join(home, "conf/app.yaml"), "kind: Pod\r\nname: one\r\nimage: 日本");

  await page.keyboard.press("Control+f");
  await page.getByRole("textbox", { name: "Find" }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.type("name");
  await page.locator(".cm-searchMatch").waitFor();
  await page.keyboard.press("Escape");
  // Tab indents; after Escape it leaves.
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.closest(".editor") === null)).toBe(true);
  await page.keyboard.press("Control+Shift+E");
  await typing(page);
  await page.keyboard.press("Control+Shift+ArrowRight");
  await page.waitForFunction(() => document.activeElement?.classList.contains("xterm-helper-textarea"));

  // Something not saved is asked about.
  await page.keyboard.press("Control+Shift+E");
  await typing(page);
  await page.keyboard.type("x");
  await page.getByRole("tab", { name: "app.yaml" }).focus();
  await page.keyboard.press("Delete");
  await page.getByRole("dialog", { name: "Close app.yaml without saving?" }).waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await text.waitFor({ state: "detached" });
  await page.close();
});

test("what the terminal changes is loaded, and nothing is written over without the learner's word", async () => {
  await using server = await editorServer();
  const { page, home } = await editingPage(server);
  const path = join(home, "app.yaml");
  const openIt = async (name: string) => {
    await page.getByRole("button", { name: "Files" }).click();
    await page.getByRole("textbox", { name: "File" }).fill(name);
    await page.keyboard.press("Enter");
  };
  await openIt("app.yaml");
  await state(page, "New file");
  await typing(page);
  await page.keyboard.type("kind: Pod");
  await page.getByRole("button", { name: "Save" }).click();
  await onDisk(path, "kind: Pod");
  await state(page, "Saved");

  await writeFile(path, "kind: Job\n");
  await page.getByRole("tab", { name: "app.yaml" }).click();
  await page.locator(".cm-line").filter({ hasText: "kind: Job" }).waitFor();

  await typing(page);
  await page.keyboard.type("# mine");
  await writeFile(path, "kind: Other\n");
  await page.keyboard.press("Control+s");
  await page.getByRole("alert").filter({ hasText: "Which one is to stay?" }).waitFor();
  expect(await readFile(path, "utf8")).toBe("kind: Other\n");
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole("button", { name: "Mine" }).click();
  await state(page, "Saved");
  expect(await readFile(path, "utf8")).toContain("# mine");

  await typing(page);
  await page.keyboard.type("# again");
  await writeFile(path, "kind: Last\n");
  await page.keyboard.press("Control+s");
  await page.getByRole("button", { name: "The one on disk" }).click();
  await page.locator(".cm-line").filter({ hasText: "kind: Last" }).waitFor();
  await state(page, "Saved");

  await writeFile(join(home, "picture"), Buffer.from([0x89, 0x50, 0, 1]));
  await openIt("picture");
  await page.getByRole("alert").filter({ hasText: "This file is no text" }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.close();
});

test("a lesson's buttons open a file, write it and put a piece into it, and say so", async () => {
  await using server = await editorServer();
  const { page, home } = await editingPage(server);
  const path = join(home, "conf/app.yaml");
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole("button", { name: "Open in the editor: conf/app.yaml" }).focus();
  await page.keyboard.press("Enter");
  await state(page, "New file");
  await page.getByRole("textbox", { name: "Text of conf/app.yaml" }).waitFor();
  await page.getByRole("button", { name: "in the place of the whole file" }).click();
  await onDisk(path, "kind: Pod\n# TODO: name\n");
  await typing(page);
  await state(page, "Saved");
  // What was typed meanwhile is saved with it.
  await page.keyboard.press("Control+End");
  await page.keyboard.type("mine: true");
  const insert = page.getByRole("button", { name: "in its marked place" });
  // It is said for a moment only.
  await Promise.all([page.locator("[data-action=edit][data-done=Written]").first().waitFor(), insert.click()]);
  await onDisk(path, "kind: Pod\nname: <web>\nmine: true");
  await page.locator(".cm-line").filter({ hasText: "name: <web>" }).waitFor();
  await page.locator("[data-action=edit][data-done]").first().waitFor({ state: "detached" });
  await insert.click();
  await page.getByText("Perhaps it has been put in already.").waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  // It can be undone.
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+z");
  await page.locator(".cm-line").filter({ hasText: "# TODO: name" }).waitFor();
  await page.close({ runBeforeUnload: false });
});

test("a lesson's files are open from the beginning, and its dashboards are a click away", async () => {
  await using server = await editorServer();
  const { page } = await editingPage(server, browser, /Laid out/);
  await page.locator(".cm-line").filter({ hasText: "const one = 1;" }).waitFor();
  await page.getByRole("tab", { name: "later.js" }).waitFor();
  expect(await page.getByRole("tab", { name: "app.js" }).getAttribute("aria-selected")).toBe("true");
  await page.getByRole("button", { name: "Open in the editor: work/app.js" }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(await page.getByRole("list", { name: "Web pages of this lesson" }).getByRole("button").allTextContents()).toEqual(["My app"]);
  const opened = page.waitForEvent("popup");
  await page.getByRole("button", { name: "My app" }).click();
  await (await opened).close();
  await page.close();
});

test("in Japanese, in the dark and on a narrow screen", async () => {
  await using japanese = await Browser.start({ webgl: false, locale: "ja-JP", colorScheme: "dark" });
  await using server = await editorServer();
  const { page, home } = await editingPage(server, japanese);
  await writeFile(join(home, "run.sh"), "#!/bin/bash\n# 準備\nfor x in 1 2; do echo \"$x\"; done\n");
  await page.getByRole("button", { name: "ファイル" }).click();
  await page.getByRole("button", { name: "run.sh", exact: true }).click();
  await page.getByRole("textbox", { name: "run.sh の内容" }).waitFor();
  await state(page, "保存済み");
  await typing(page);
  await page.locator(".cm-line span").first().waitFor();
  await page.keyboard.type("x");
  await state(page, "未保存");
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press("Control+f");
  await page.getByRole("textbox", { name: "検索" }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 800 });
  await state(page, "未保存");
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await page.close({ runBeforeUnload: false });
  expect(japanese.complaints).toEqual([]);
});
