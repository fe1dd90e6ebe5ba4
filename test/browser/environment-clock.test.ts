import { afterAll, beforeAll, expect, test } from "vitest";
import { askServer } from "../../scripts/learners/ask-server.ts";
import { accessibilityProblems, Browser } from "../support/browser.ts";
import type { HostShellPool } from "../support/host-shell-pool.ts";
import { buildPage, startPageServer, touringPage } from "../support/page.ts";

let browser: Browser;

beforeAll(async () => {
  await buildPage();
  browser = await Browser.start({ webgl: false });
});
afterAll(async () => {
  expect(browser.complaints).toEqual([]);
  await browser[Symbol.asyncDispose]();
});

test("the clock says how long the environment lives, warns, and lets it go on longer until it cannot", async () => {
  await using server = await startPageServer({ config: { sessionMinutes: 8 } });
  const page = await touringPage(browser, server);
  const clock = page.getByRole("button", { name: /Your environment ends in/ });
  expect(await clock.textContent()).toMatch(/^[78] min left$/);
  await page.getByText(/Your environment ends in [78] min\. At the clock above/).waitFor();
  await clock.click();
  expect(await accessibilityProblems(page)).toEqual([]);
  const extend = page.getByRole("button", { name: "Let it go on longer" });
  for (const minutes of [10, 12, 14, 16]) {
    await extend.click();
    await page.getByRole("status").filter({ hasText: new RegExp(`ends in (${minutes - 1}|${minutes}) min`) }).waitFor();
  }
  await page.getByText("It cannot go on longer than this.").waitFor();
  expect(await extend.count()).toBe(0);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "日本語" }).click();
  expect(await page.getByRole("button", { name: /環境はあと/ }).textContent()).toMatch(/^残り 1[56] 分$/);
  await page.close();
});

test("a learner whose disk is full, or whose program or Pod was ended for want of memory reads so, and what to do; it goes when it is over", async () => {
  await using server = await startPageServer();
  const page = await touringPage(browser, server);
  const pool = server.pool as HostShellPool;
  const [id = ""] = pool.ids;
  pool.runOutOf(id, ["files", "memory", { namespace: "default", pod: "web-7d4b9c-x2k8p", limit: "32Mi" }, { namespace: "shop", pod: "db-0" }]);
  const notice = page.getByRole("status").filter({ hasText: "Your disk is full." }).filter({ hasText: "no memory left" });
  await notice.filter({ hasText: "The Pod web-7d4b9c-x2k8p was ended for want of memory: its limit is 32Mi. kubectl describe pod web-7d4b9c-x2k8p shows" }).waitFor();
  await notice.filter({ hasText: "kubectl describe pod db-0 -n shop shows" }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole("button", { name: "日本語" }).click();
  await page.getByText("ディスクがいっぱいです。").waitFor();
  await page.getByText("Pod web-7d4b9c-x2k8p はメモリーが足りなくなり、終了させられました（上限は 32Mi）。").waitFor();
  pool.runOutOf(id, []);
  await page.getByText("ディスクがいっぱいです。").waitFor({ state: "detached" });
  await askServer(server.stateDir, "POST", `/end?environment=${id}`);
  await page.getByText("講師が終了しました。").waitFor();
  await page.close();
});
