import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { BringUpError } from "../../clusters/bring-up.ts";
import type { Environment } from "../../clusters/environment.ts";
import { Browser, accessibilityProblems } from "../support/browser.ts";
import { HostShellPool } from "../support/host-shell-pool.ts";
import { goToStep, joinedPage, seeTerminal, startPageServer, touringPage } from "../support/page.ts";
import { usePageBrowser } from "../support/page-browser.ts";
import { ServerUnderTest } from "../support/server-under-test.ts";

let browser: Browser;

usePageBrowser({ clipboard: true, webgl: false }, (started) => (browser = started));

const command = (page: Page, name: string | RegExp) => page.locator(".prose").getByRole("button", { name });
const tab = (page: Page, name: string) => page.getByRole("tab", { name: `Terminal ${name}` });
const say = (page: Page) => page.locator(".check-panel");

describe("the lesson's buttons", () => {
  test("run in the terminal that they name, once for a double click, and interrupt where the author says so", async () => {
    await using server = await startPageServer();
    const page = await touringPage(browser, server);
    await command(page, /Run: echo first/).dblclick();
    await seeTerminal(page, "first-42");
    expect((await page.locator(".screen:not([hidden]) .xterm-rows").textContent())?.match(/first-42/g)).toHaveLength(1);
    await command(page, "Run: cat").click();
    await command(page, /Run: echo after/).click();
    await seeTerminal(page, /\^C.*after-44/);

    await command(page, /Run T2: echo second/).click();
    await seeTerminal(page, "second-43");
    expect(await tab(page, "T2").getAttribute("aria-selected")).toBe("true");
    await command(page, /Run: echo typed/).click();
    await seeTerminal(page, "echo typed-$((40 + 5))");
    await page.keyboard.press("Enter");
    await seeTerminal(page, "typed-45");
    await page.close();
  });

  test("wait for the prompt of a terminal that opens only now, however long its shell reads its settings", async () => {
    await using server = await startPageServer();
    const page = await touringPage(browser, server);
    // A shell that loses what is typed before its prompt, as any does while it is slow.
    await page.locator(".screen:not([hidden]) .xterm").click();
    await page.keyboard.type("echo 'sleep 1; while read -rsn1 -t 0.1 _; do :; done' | tee ~/.bash_profile ~/.bashrc\n");
    await seeTerminal(page, "do :; done");
    await command(page, /Run T2: echo second/).click();
    await seeTerminal(page, "second-43");
    expect(await page.locator(".screen:not([hidden]) .xterm-rows").textContent()).not.toMatch(/command not found/);
    await page.close();
  });

  test("copy code", async () => {
    await using server = await startPageServer();
    const page = await touringPage(browser, server);
    await command(page, "Copy: kind: Pod").click();
    await page.getByRole("status").filter({ hasText: "Copied" }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("kind: Pod");
    await page.close();
  });

  test("open a preview in a new tab at the path that the author names, and say so where nobody listens", async () => {
    await using server = await startPageServer();
    const page = await touringPage(browser, server);
    await command(page, /Run T2: node/).click();
    await seeTerminal(page, "listening");
    const [preview] = await Promise.all([page.context().waitForEvent("page"), command(page, /^the app/).click()]);
    await preview.getByText("the app at /hello").waitFor();
    expect(new URL(preview.url()).origin).not.toBe(server.url);
    expect(await preview.evaluate(() => window.opener)).toBeNull();
    const [nobody] = await Promise.all([page.context().waitForEvent("page"), command(page, /^nobody/).click()]);
    await nobody.getByText("38418").first().waitFor();
    await page.close();
  });
});

describe("checks", () => {
  test("say what is missing, are solved on request, and let one go on", async () => {
    await using server = await startPageServer();
    const page = await touringPage(browser, server);
    await page.getByRole("button", { name: "Check" }).click();
    await say(page).getByText("There is no file done. Look with ls ~.").waitFor();
    await say(page).getByRole("button", { name: "Output" }).click();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByText("Show a hint").click();
    await page.locator(".step-hint").getByRole("button", { name: "Run: touch ~/done" }).waitFor();

    await page.getByRole("button", { name: "Do it for me" }).click();
    const question = page.getByRole("dialog", { name: "Do this step for me?" });
    const solution = question.locator("pre", { hasText: "touch ~/done && echo made it" });
    expect(await solution.isVisible()).toBe(false);
    expect(await accessibilityProblems(page)).toEqual([]);
    await question.getByText("Show the solution").click();
    await solution.waitFor();
    expect(await solution.locator(".hljs-built_in").allTextContents()).toEqual(["touch", "echo"]);
    expect(await accessibilityProblems(page)).toEqual([]);
    await question.getByRole("button", { name: /^Copy/ }).click();
    await question.getByRole("button", { name: "Cancel" }).click();
    await page.waitForFunction(async () => (await navigator.clipboard.readText()) === "touch ~/done && echo made it");
    await page.getByRole("button", { name: "Do it for me" }).click();
    expect(await solution.isVisible()).toBe(false);
    await question.getByRole("button", { name: "Do it" }).click();
    await say(page).getByText("Done for you").waitFor();
    await page.getByRole("button", { name: "Check" }).click();
    await say(page).getByText("Well done").waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole("button", { name: "Continue" }).click();
    const title = page.getByRole("heading", { name: "By itself" });
    await title.waitFor();
    expect(await title.evaluate((heading) => heading === document.activeElement)).toBe(true);
    await page.close();
  });

  test("turn green by themselves", async () => {
    await using server = await startPageServer();
    const page = await touringPage(browser, server, 1);
    await say(page).getByText("Checks itself while you work").waitFor();
    await command(page, /touch/).click();
    await say(page).getByText("It turned green by itself").waitFor();
    await page.close();
  });

  test("show that they run, and for how long", async () => {
    await using server = await startPageServer();
    const page = await touringPage(browser, server, 2);
    await page.getByRole("button", { name: "Check" }).click();
    await say(page).getByText(/^[1-9]\d* s$/).waitFor();
    await say(page).getByRole("button", { name: "Output" }).click();
    await say(page).getByText("waiting for go").waitFor();
    await command(page, /touch/).click();
    await say(page).getByText("Passed").waitFor();
    await page.close();
  });

  test("that are broken are not blamed on the learner, who can go on", async () => {
    await using server = await startPageServer();
    const page = await touringPage(browser, server, 3);
    await page.getByRole("button", { name: "Check" }).click();
    await say(page).getByText("This is not your mistake").waitFor();
    await page.getByRole("button", { name: "Skip" }).click();
    await page.getByRole("heading", { name: "The end" }).waitFor();
    await page.close();
  });

  test("that passed are counted on the lesson's card, and the lesson goes on where it was left", async () => {
    await using server = await startPageServer();
    const page = await touringPage(browser, server, 1);
    await command(page, /touch/).click();
    await say(page).getByText("It turned green by itself").waitFor();
    await page.getByRole("button", { name: "Menu: Hanako" }).click();
    await page.getByRole("button", { name: "Choose another lesson" }).click();
    await page.getByRole("dialog", { name: "Choose another lesson" }).getByRole("button", { name: "Leave the lesson" }).click();
    const card = page.getByRole("listitem").filter({ hasText: "A tour of the page" });
    await card.getByText("1 of 4 steps passed").waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await card.getByRole("button", { name: "Continue: A tour of the page" }).click();
    await page.getByRole("heading", { name: "By itself" }).waitFor();
    await seeTerminal(page, /[$#] /);
    await page.close();
  });
});

test("the other language keeps the step, the place in it, the terminal and what the check said", async () => {
  await using server = await startPageServer();
  const page = await touringPage(browser, server);
  await command(page, /Run: echo first/).click();
  await seeTerminal(page, "first-42");
  await page.getByRole("button", { name: "Check" }).click();
  await say(page).locator(".check-text").filter({ hasText: "There is no file done." }).waitFor();
  const place = page.locator(".prose h3").filter({ hasText: /^(Long|長い文)$/ });
  const topOf = () => place.evaluate((heading) => heading.getBoundingClientRect().top);
  await page.locator(".prose details summary").click();
  await page.locator(".step-scroll").evaluate((box, heading) => (box.scrollTop += heading!.getBoundingClientRect().top - box.getBoundingClientRect().top), await place.elementHandle());
  const before = await topOf();

  await page.getByRole("button", { name: "日本語" }).click();
  await page.locator(".prose h3", { hasText: "長い文" }).waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe("ja");
  expect(Math.abs((await topOf()) - before)).toBeLessThan(40);
  await page.getByText("ここにありました。").waitFor();
  await page.getByRole("heading", { name: "ボタン" }).waitFor();
  await say(page).getByText("あと少しです").waitFor();
  await seeTerminal(page, "first-42");
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole("button", { name: "確認する" }).click();
  await say(page).locator(".check-text").filter({ hasText: "done というファイルがありません。" }).waitFor();
  await page.close();
});

test("a reload shows the same step, the same terminals and what ran in them", async () => {
  await using server = await startPageServer();
  const page = await touringPage(browser, server, 1);
  await page.getByRole("button", { name: "New terminal" }).click();
  await seeTerminal(page, /[$#] /);
  await page.locator(".screen:not([hidden]) textarea").focus();
  await page.keyboard.type("echo kept-$((4 * 4))\n");
  await seeTerminal(page, "kept-16");
  await page.reload();
  await page.getByRole("heading", { name: "By itself" }).waitFor();
  await tab(page, "T2").click();
  await seeTerminal(page, "kept-16");
  expect(await page.getByRole("tab").count()).toBe(2);

  await tab(page, "T2").focus();
  await page.keyboard.press("Delete");
  await page.getByRole("dialog", { name: "Close terminal T2?" }).getByRole("button", { name: "Close it" }).click();
  await tab(page, "T2").waitFor({ state: "detached" });
  expect(await tab(page, "T1").getAttribute("aria-selected")).toBe("true");
  await page.close();
});

test("the keyboard alone moves the divider and goes between the sides, and the divider's place is remembered", async () => {
  await using server = await startPageServer();
  const page = await touringPage(browser, server);
  const divider = page.getByRole("separator", { name: "Width of the lesson" });
  await divider.focus();
  await page.keyboard.press("End");
  const far = Number(await divider.getAttribute("aria-valuenow"));
  await page.keyboard.press("ArrowLeft");
  expect(Number(await divider.getAttribute("aria-valuenow"))).toBe(far - 2);
  const box = (await divider.boundingBox())!;
  await page.mouse.move(box.x + 4, box.y + 200);
  await page.mouse.down();
  await page.mouse.move(720, box.y + 200);
  await page.mouse.up();
  expect(await divider.getAttribute("aria-valuenow")).toBe("50");

  await page.keyboard.press("Control+Shift+ArrowRight");
  await page.keyboard.type("echo by-keyboard-$((5 * 5))\n");
  await seeTerminal(page, "by-keyboard-25");
  await page.keyboard.press("Control+Shift+ArrowLeft");
  await page.waitForFunction(() => document.activeElement?.id === "pane-lesson");
  await page.reload();
  await divider.waitFor();
  expect(await divider.getAttribute("aria-valuenow")).toBe("50");
  await page.close();
});

test("a server that goes away and comes back: the page says so, and goes on where it was", async () => {
  await using first = await startPageServer();
  const port = new URL(first.url).port;
  const page = await touringPage(browser, first, 1);
  await page.locator(".screen:not([hidden]) textarea").focus();
  await page.keyboard.type("echo before-$((6 * 6))\n");
  await seeTerminal(page, "before-36");
  await first.stop();
  await page.getByRole("alert").filter({ hasText: "Your terminals keep running" }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.type("echo lost");
  // It is said for a moment only, and may be before the server says that it is open.
  const again = page.getByRole("status").filter({ hasText: "Connected again" }).waitFor({ timeout: 60_000 });
  await using second: ServerUnderTest = await startPageServer({ folder: first.folder, argv: ["--port", port] });
  await Promise.all([again, second.server.opened]);
  await page.locator(".screen:not([hidden]) .screen-inside[data-state=live] textarea:focus").waitFor();
  await page.getByRole("heading", { name: "By itself" }).waitFor();
  await page.keyboard.type("echo after-$((7 * 7))\n");
  await seeTerminal(page, "after-49");
  expect(await page.locator(".screen:not([hidden]) .xterm-rows").textContent()).not.toContain("lost");
  await page.close();
});

test("a server that finds the environment only after the page has come back: same terminal in front, and the keyboard in it", async () => {
  await using first = await startPageServer();
  const port = new URL(first.url).port;
  const page = await touringPage(browser, first, 1);
  await page.getByRole("button", { name: "New terminal" }).click();
  await seeTerminal(page, /[$#] /);
  await page.keyboard.type("echo before-$((6 * 6))\n");
  await seeTerminal(page, "before-36");
  await first.stop();
  const { promise, resolve } = Promise.withResolvers<HostShellPool>();
  await using second: ServerUnderTest = await startPageServer({ folder: first.folder, argv: ["--port", port], server: { pool: promise } });
  await page.getByText("Looking for your environment").waitFor();
  resolve(new HostShellPool(join(first.folder, "shells")));
  await second.server.opened;
  await seeTerminal(page, "before-36");
  expect(await tab(page, "T2").getAttribute("aria-selected")).toBe("true");
  await page.keyboard.type("echo after-$((7 * 7))\n");
  await seeTerminal(page, "after-49");
  expect(await page.getByRole("tab").count()).toBe(2);
  await page.close();
});

test("an environment that dies is said and replaced", async () => {
  await using server = await startPageServer();
  const page = await touringPage(browser, server);
  const shells = join(server.folder, "shells");
  const [id = ""] = await readdir(shells);
  process.kill(Number(await readFile(join(shells, id, "pid"), "utf8")), "SIGKILL");
  await page.getByRole("alert").filter({ hasText: "Your environment has ended" }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole("button", { name: "Go on with a new environment" }).click();
  await seeTerminal(page, /[$#] /);
  await page.getByRole("heading", { name: "Buttons" }).waitFor();
  await page.close();
});

test("who waits sees their place in the queue, and can read the lesson", async () => {
  await using server = await startPageServer({ pool: (folder) => new HostShellPool(folder, { neverReady: true }) });
  const page = await joinedPage(browser, server);
  await page.getByRole("button", { name: /A tour of the page/ }).click();
  await page.getByText("You are next.").waitFor();
  await page.getByText("This lesson is for the tests of the page.").waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await goToStep(page, 0);
  await command(page, /Run: echo first/).click();
  await page.getByRole("status").filter({ hasText: "There is no environment for this yet" }).waitFor();
  await page.close();
});

test("an environment that cannot be made: plain words in the learner's language, the server's own folded away, and another try", async () => {
  class FailingOnce extends HostShellPool {
    #failed = false;
    override async acquire(options: Parameters<HostShellPool["acquire"]>[0]): Promise<Environment> {
      if (this.#failed) return super.acquire(options);
      this.#failed = true;
      options.onWait?.({ position: 1, progress: { step: "start-cluster", done: 3, total: 7, secondsLeft: 14 } });
      throw new BringUpError("start-cluster", new Error("kind create cluster exited with code 1"));
    }
  }
  await using server = await startPageServer({ pool: (folder) => new FailingOnce(folder) });
  await using japanese = await Browser.start({ locale: "ja-JP", webgl: false });
  const page = await joinedPage(japanese, server, "花子");
  await page.getByRole("button", { name: "はじめる: ページめぐり" }).click();
  const notice = page.getByRole("alert").filter({ hasText: "環境を準備できませんでした" });
  await notice.getByText("「Kubernetes クラスターを起動しています」の途中で失敗しました。").waitFor();
  expect(await notice.getByText("kind create cluster exited").isVisible()).toBe(false);
  await notice.getByText("運営者向けの詳細").click();
  await notice.getByText("kind create cluster exited").waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await notice.getByRole("button", { name: "もう一度試す" }).click();
  await seeTerminal(page, /[$#] /);
});

test("on a phone there is one side at a time, and running a command shows the terminal", async () => {
  await using server = await startPageServer();
  await using phone = await Browser.start({ locale: "ja-JP", colorScheme: "dark", webgl: false, viewport: { width: 390, height: 844 } });
  const page = await joinedPage(phone, server, "花子");
  await page.getByRole("button", { name: "はじめる: ページめぐり" }).click();
  await page.getByText("このレッスンはページのテスト用です。").waitFor();
  await goToStep(page, 0);
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await command(page, /^実行: echo first/).click();
  await seeTerminal(page, "first-42");
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole("button", { name: "レッスン" }).click();
  await page.getByRole("heading", { name: "ボタン" }).waitFor();
  expect(phone.complaints).toEqual([]);
});
