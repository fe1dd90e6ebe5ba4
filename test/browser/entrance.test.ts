import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Browser, accessibilityProblems } from "../support/browser.ts";
import { buildPage, joinedPage, startPageServer } from "../support/page.ts";
import { HostShellPool } from "../support/host-shell-pool.ts";
import type { Stage } from "../../server/protocol.ts";

let browser: Browser;

beforeAll(async () => {
  await buildPage();
  browser = await Browser.start();
});
afterAll(async () => {
  const complaints = browser.complaints;
  await browser[Symbol.asyncDispose]();
  expect(complaints).toEqual([]);
});

/** A preparation that does what the test says. */
function preparation(first: Stage[]) {
  let stages = first;
  const listeners: (() => void)[] = [];
  return {
    stages: () => stages,
    onChange: (listener: () => void) => void listeners.push(listener),
    become(next: Stage[]) {
      stages = next;
      for (const listener of listeners) listener();
    },
  };
}

describe("while the venue is being prepared", () => {
  const running: Stage[] = [
    { id: "docker", state: "done", progress: 1 },
    { id: "images", state: "running", progress: 0.4, detail: "kindest/node", secondsLeft: 240 },
    { id: "environments", state: "waiting", progress: 0 },
  ];

  test("each stage is shown, and the page turns into the entrance by itself", async () => {
    const { promise: pool, resolve } = Promise.withResolvers<HostShellPool>();
    const preparing = preparation(running);
    await using server = await startPageServer({ server: { preparation: preparing, pool } });
    const page = await browser.open(server.url);
    await page.getByRole("heading", { name: "Getting the venue ready" }).waitFor();
    expect(await page.getByRole("status").filter({ hasText: "stages" }).textContent()).toBe("1 of 3 stages done");
    const images = page.getByRole("listitem").filter({ hasText: "Images" });
    expect(await images.textContent()).toContain("about 4 min left");
    expect(await images.getByRole("progressbar").getAttribute("aria-valuenow")).toBe("40");
    expect(await accessibilityProblems(page)).toEqual([]);
    const making: Stage = { id: "environments", state: "running", progress: 3 / 7, step: { id: "start-cluster", number: 4, of: 7 } };
    preparing.become([...running.slice(0, 2).map((stage): Stage => ({ id: stage.id, state: "done", progress: 1 })), making]);
    await page.getByText("Starting your Kubernetes cluster (4/7)").waitFor();
    await page.getByRole("button", { name: "日本語" }).click();
    await page.getByText("Kubernetes クラスターを起動しています (4/7)").waitFor();
    await page.getByRole("button", { name: "English" }).click();
    resolve(new HostShellPool(`${server.folder}/shells`));
    await page.getByRole("textbox", { name: "Nickname" }).waitFor();
    await page.close();
  });

  test("a failure says why and what to do", async () => {
    const failing = preparation(running);
    await using server = await startPageServer({ server: { preparation: failing, pool: new Promise<never>(() => {}) } });
    const page = await browser.open(server.url);
    await page.getByRole("heading", { name: "Getting the venue ready" }).waitFor();
    failing.become(running.map((stage) => (stage.id === "images" ? { ...stage, state: "failed", failure: { reason: "no space left on device", remedy: "Free 12 GB, then `npm start`." } } : stage)));
    await page.getByRole("alert").filter({ hasText: "One stage has failed" }).waitFor();
    expect(await page.getByRole("listitem").filter({ hasText: "Images" }).textContent()).toMatch(/no space left on device.*Free 12 GB, then npm start\./);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole("button", { name: "日本語" }).click();
    await page.getByRole("listitem").filter({ hasText: "クラスターの材料になるイメージを、入手または作成できませんでした。" }).waitFor();
    await page.close();
  });
});

describe("joining", () => {
  test("says at the field what is wrong, and goes in when it is right", async () => {
    await using server = await startPageServer({ argv: ["--access-code", "tatami-room", "--title", "Our workshop"] });
    await server.server.opened;
    const page = await browser.open(server.url);
    const nickname = page.getByRole("textbox", { name: "Nickname" });
    const code = page.getByRole("textbox", { name: "Access code" });
    const start = page.getByRole("button", { name: "Start", exact: true });
    const problem = page.getByRole("alert");
    await page.getByRole("heading", { level: 1, name: "Our workshop" }).waitFor();

    await start.click();
    expect(await problem.textContent()).toBe("Please enter a nickname.");
    expect(await nickname.evaluate((field) => field === document.activeElement && field.getAttribute("aria-invalid") === "true")).toBe(true);
    await nickname.fill("花子".repeat(5_000));
    await start.click();
    await problem.filter({ hasText: "at most 32 characters" }).waitFor();
    await nickname.fill("👩‍🌾 花子");
    await start.click();
    await problem.filter({ hasText: "Please enter the access code." }).waitFor();
    await code.fill("wrong-room");
    await start.click();
    await problem.filter({ hasText: "This access code is not right" }).waitFor();
    expect(await code.evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await accessibilityProblems(page)).toEqual([]);

    await code.fill("tatami-room");
    await page.keyboard.press("Enter");
    await page.getByText("Hello, 👩‍🌾 花子").waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.close();
  });

  test("a lesson chosen before the line is there starts when it is", async () => {
    await using server = await startPageServer();
    await server.server.opened;
    const page = await browser.open(server.url);
    const gate = Promise.withResolvers<void>();
    await page.routeWebSocket(/socket\.io/, async (line) => {
      await gate.promise;
      line.connectToServer();
    });
    await page.reload();
    await page.getByRole("textbox", { name: "Nickname" }).fill("Hanako");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: /^Start: / }).first().click();
    await page.getByRole("button", { name: /^Start: / }).filter({ hasText: "Starting" }).waitFor();
    gate.resolve();
    await page.getByRole("button", { name: "Menu: Hanako" }).waitFor();
    await page.locator(".screen textarea").first().waitFor();
    await page.close();
  });

  test("a resume link opens the session in another browser and leaves the address bar", async () => {
    await using server = await startPageServer();
    const page = await joinedPage(browser, server, "Taro");
    await page.getByRole("button", { name: "Menu: Taro" }).click();
    await page.getByRole("button", { name: "Continue on another device" }).click();
    const link = await page.getByRole("textbox", { name: "Continue on another device" }).inputValue();
    expect(await accessibilityProblems(page)).toEqual([]);

    await using other = await Browser.start({ locale: "ja-JP", colorScheme: "dark" });
    const there = await other.open(link);
    await there.getByText("Taro さん、こんにちは").waitFor();
    expect(there.url()).toBe(`${server.url}/`);
    expect(await there.evaluate(() => document.documentElement.lang)).toBe("ja");
    expect(await accessibilityProblems(there)).toEqual([]);
    expect(other.complaints).toEqual([]);
    await page.close();

    // Somebody who works here already is asked, and stays where they are unless they want to go.
    await other.context.clearCookies();
    const mine = await joinedPage(other, server, "花子");
    const follow = async (answer: string) => {
      await mine.goto("about:blank");
      await mine.goto(link);
      const dialog = mine.getByRole("dialog", { name: "Taro さんのセッションを開きますか？" });
      await dialog.getByText("いまは 花子 さんとして作業しています").waitFor();
      expect(mine.url()).toBe(`${server.url}/`);
      expect(await accessibilityProblems(mine)).toEqual([]);
      await mine.keyboard.press(answer);
      await dialog.waitFor({ state: "detached" });
    };
    for (const answer of ["Escape", "Enter"]) {
      await follow(answer);
      await mine.getByText("花子 さん、こんにちは").waitFor();
    }
    await mine.goto("about:blank");
    await mine.goto(link);
    await mine.getByRole("dialog").getByRole("button", { name: "Taro さんのセッションを開く" }).waitFor();
    await mine.keyboard.press("Tab");
    await mine.keyboard.press("Enter");
    await mine.getByText("Taro さん、こんにちは").waitFor();
  });

  test("a resume link that is wrong says so above the entrance", async () => {
    await using server = await startPageServer();
    await server.server.opened;
    await using fresh = await Browser.start();
    const page = await fresh.open(`${server.url}/#resume=cut-off`);
    await page.getByRole("alert").filter({ hasText: "does not work any more" }).waitFor();
    await page.getByRole("textbox", { name: "Nickname" }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  test("leaving the workshop asks first, and leads back to the entrance", async () => {
    await using server = await startPageServer();
    const page = await joinedPage(browser, server);
    const leave = async (answer: string) => {
      await page.getByRole("button", { name: "Menu: Hanako" }).click();
      await page.getByRole("button", { name: "Leave the workshop" }).click();
      await page.getByRole("dialog", { name: "Leave the workshop" }).getByRole("button", { name: answer }).click();
    };
    await leave("Cancel");
    await page.getByText("Hello, Hanako").waitFor();
    await leave("Leave the workshop");
    await page.getByRole("textbox", { name: "Nickname" }).waitFor();
    await page.close();
  });
});
