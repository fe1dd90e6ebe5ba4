import { once } from "node:events";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadLessons } from "../../../lessons/load-all.ts";
import { closeServer } from "../../../server/listen.ts";
import { lessonFixtures, ServerUnderTest } from "../../support/server-under-test.ts";
import { attackTests } from "../attack.ts";
import { canary, NaiveServer } from "./naive-server.ts";
import { pageAttacks } from "./page-attacks.ts";
import { sessionAttacks } from "./session-attacks.ts";
import { socketAttacks } from "./socket-attacks.ts";
import type { WebTarget } from "./web-target.ts";

let folder: string;
/** The attacker's web app: it says what cookies it was sent, and plants one. */
let app: Server;
let naive: NaiveServer;
let server: ServerUnderTest;
let product: WebTarget;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tatami-attacks-"));
  await mkdir(join(folder, "public", "assets"), { recursive: true });
  await cp(lessonFixtures, join(folder, "lessons"), { recursive: true });
  // Two folders above what is served: the page's files, and a lesson's assets.
  for (const place of ["", "lessons"]) await writeFile(join(folder, place, "secret.txt"), canary);
  app = createServer((request, response) => {
    if (request.url === "/plant") response.setHeader("set-cookie", ["app=1", "tatami_session=planted; Path=/"]);
    response.end(request.headers.cookie ?? "");
  }).listen(0, "127.0.0.1");
  await once(app, "listening");
  const appPort = (app.address() as AddressInfo).port;
  naive = await NaiveServer.start({ folder: join(folder, "public", "assets"), appPort });
  server = await ServerUnderTest.start({ server: { clientDir: join(folder, "public"), shelf: await loadLessons(join(folder, "lessons")) } });
  const victim = await server.learner(canary);
  const attacker = await server.learner("Eve");
  for (const learner of [victim, attacker]) await learner.start("valid-host-shell");
  await victim.type(`echo ${canary}`, canary);
  const { body } = await victim.post("/api/previews", { port: appPort });
  const [set = ""] = (await fetch(body.url, { headers: { cookie: victim.cookie }, redirect: "manual" })).headers.getSetCookie();
  product = {
    url: server.url,
    victim: victim.cookie,
    attacker: attacker.cookie,
    attackerToken: attacker.state?.resumeToken ?? "",
    victimId: /^tatami_session=([\w-]{22})/.exec(victim.cookie)?.[1] ?? "",
    previewUrl: new URL(body.url).origin,
    previewCookies: `theme=dark; ${victim.cookie}; ${set.split(";")[0]}`,
  };
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await naive?.[Symbol.asyncDispose]();
  if (app) await closeServer(app);
  await rm(folder, { recursive: true, force: true });
});

test("what a path may lead to is there", async () => {
  for (const served of ["public/assets", "lessons/valid-host-shell/assets"]) expect(await readFile(join(folder, served, "..", "..", "secret.txt"), "utf8")).toBe(canary);
});

attackTests("web", [...sessionAttacks, ...socketAttacks, ...pageAttacks], {
  product: () => product,
  undefended: () => ({ url: naive.url, victim: "tatami_session=1", attacker: "tatami_session=2", attackerToken: "2", victimId: "1", previewUrl: naive.previewUrl, previewCookies: "theme=dark; tatami_session=1" }),
});

test("a flood of events is written down, with the session that sent it", async () => {
  expect(await readFile(server.logFile, "utf8")).toMatch(/"event":"too-many-events","session":"[^"]+"/);
});
