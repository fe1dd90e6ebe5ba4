import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect } from "vitest";
import type { Page } from "playwright-core";
import { loadLessons } from "../../../lessons/load-all.ts";
import { closeServer } from "../../../server/listen.ts";
import { Browser } from "../../support/browser.ts";
import { HostShellPool } from "../../support/host-shell-pool.ts";
import { type LessonFolder, lessonFolder } from "../../support/lesson-folder.ts";
import { buildPage, goToStep, seeTerminal, startPageServer } from "../../support/page.ts";
import type { ServerUnderTest } from "../../support/server-under-test.ts";
import { attackTests } from "../attack.ts";
import { NaivePage } from "./naive-page.ts";
import { appsInTurn, hostileApp, hostilePicture, hostileTexts, pageAttacks, type PageTarget, type Place } from "./page-attacks.ts";

let browser: Browser;
let naive: NaivePage;
let server: ServerUnderTest;
let folder: LessonFolder;
let app: Server;
let undefended: PageTarget;
let product: PageTarget;
const picture = "evil.svg";

beforeAll(async () => {
  await buildPage();
  folder = await lessonFolder({
    "evil/index.json": { title: "Evil", language: "en", details: { intro: { text: "intro.md" }, steps: [{ title: "One", text: "one.md", verify: "verify.sh" }, { title: "Two", text: "two.md" }] }, backend: { imageid: "bash" } },
    "evil/intro.md": "Hello",
    "evil/one.md": hostileTexts.markdown,
    "evil/two.md": `seen\n\n${hostileTexts.file}`,
    "evil/verify.sh": `echo '${hostileTexts.check.replaceAll("'", "'\\''")}'\nexit 1\n`,
    [`evil/${picture}`]: hostilePicture,
  });
  // A learner, and so an environment, for each attack by a lesson.
  server = await startPageServer({ server: { shelf: await loadLessons(folder.path) }, pool: (shells) => new HostShellPool(shells, { capacity: 10 }) });
  app = createServer(({ url = "" }, response) => {
    const { type, body } = appsInTurn[url] ?? { type: "text/html", body: hostileApp(server.url) };
    response.setHeader("content-type", type).end(body);
  }).listen(0, "127.0.0.1");
  await once(app, "listening");
  naive = await NaivePage.start();
  browser = await Browser.start({ webgl: false });
  // What a script that runs would call.
  await browser.context.addInitScript("window.alert = (what) => { window.ran = what; }");
  await browser.context.addCookies([{ name: "session", value: "victim", url: naive.url, httpOnly: true }]);
  undefended = {
    show: async (place) => ({ page: await browser.open(`${naive.url}/${place}`), selector: "#place" }),
    picture: () => browser.open(`${naive.url}/picture.svg`),
    preview: () => browser.open(`${naive.url}/preview`),
    nextPreview: () => inTurn((path) => browser.open(naive.url + path)),
  };
  product = { show, picture: openPicture, preview: () => openPreview("/"), nextPreview: () => inTurn(openPreview) };
});
afterAll(async () => {
  await browser?.[Symbol.asyncDispose]();
  await naive?.[Symbol.asyncDispose]();
  await server?.[Symbol.asyncDispose]();
  if (app) await closeServer(app);
  await folder?.[Symbol.asyncDispose]();
});

attackTests("content", pageAttacks, { product: () => product, undefended: () => undefended });

/** A page of somebody new, with a cookie that the server gave to the browser itself. */
async function joined(): Promise<Page> {
  await browser.context.clearCookies({ name: "tatami_session" });
  const page = await browser.open(server.url);
  await page.evaluate((nickname) => fetch("/api/join", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ nickname }) }), hostileTexts.nickname);
  await page.reload();
  await page.getByRole("button", { name: /Evil/ }).waitFor();
  return page;
}

async function inLesson(): Promise<Page> {
  const page = await joined();
  await page.getByRole("button", { name: /Evil/ }).click();
  await seeTerminal(page, /[$#] /);
  await goToStep(page, 0);
  return page;
}

async function show(place: Place): Promise<{ page: Page; selector: string }> {
  if (place === "nickname") return { page: await joined(), selector: "p:has-text('onerror=alert')" };
  const page = await inLesson();
  if (place === "file") await goToStep(page, 1);
  await page.locator(".prose").getByText("seen").first().waitFor();
  if (place !== "check") return { page, selector: ".prose" };
  await page.getByRole("button", { name: "Check", exact: true }).click();
  await page.locator(".check-panel").getByText("onerror").first().waitFor();
  return { page, selector: ".check-panel" };
}

async function openPicture(): Promise<Page> {
  await (await joined()).close();
  return await browser.open(`${server.url}/api/lessons/evil/assets/${picture}`);
}

async function openPreview(path: string): Promise<Page> {
  const page = await inLesson();
  const { port } = app.address() as AddressInfo;
  const url = await page.evaluate(async (given) => {
    const answer = await fetch("/api/previews", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(given) });
    return ((await answer.json()) as { url: string }).url;
  }, { port, path });
  await page.goto(url);
  return page;
}

/** Each is a learner's first preview, and so at the first of the addresses. */
async function inTurn(open: (path: string) => Promise<Page>): Promise<Page> {
  const first = await open("/leaves");
  await first.waitForFunction(() => document.title === "left");
  const { origin } = new URL(first.url());
  await first.close();
  const next = await open("/finds");
  expect(new URL(next.url()).origin).toBe(origin);
  return next;
}
