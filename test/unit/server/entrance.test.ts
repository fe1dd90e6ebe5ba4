import { request } from "node:http";
import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { ServerUnderTest } from "../../support/server-under-test.ts";

const accessCode = "open sesame";

describe("joining", () => {
  test("asks for the access code, tells a missing one from a wrong one, and never logs it", async () => {
    await using running = await ServerUnderTest.start({ argv: ["--access-code", accessCode] });
    const browser = running.browser();
    expect(await browser.venue()).toMatchObject({ needsAccessCode: true, lessons: expect.arrayContaining([expect.objectContaining({ id: "valid-host-shell", stepCount: 3 })]) });
    expect(await browser.post("/api/join", { nickname: "a" })).toMatchObject({ status: 403, body: { ok: false, problem: { code: "access-code-missing" } } });
    expect(await browser.post("/api/join", { nickname: "a", accessCode: "open sesamE" })).toMatchObject({ status: 403, body: { problem: { code: "access-code-wrong" } } });
    expect(await browser.post("/api/join", { nickname: "a", accessCode })).toMatchObject({ status: 200, body: { ok: true, session: { nickname: "a" } } });
    const { session } = await browser.venue();
    expect(session!.nickname).toBe("a");
    const log = await readFile(running.logFile, "utf8");
    expect(log).toContain('"event":"join"');
    for (const secret of [accessCode, browser.cookie.split("=")[1]!, session!.resumeToken]) expect(log).not.toContain(secret);
  });

  test("guessing access codes and resume links is slowed down, also for the right answer", async () => {
    await using running = await ServerUnderTest.start({ argv: ["--access-code", accessCode] });
    const browser = running.browser();
    const codes: string[] = [];
    for (let guess = 0; guess < 21; guess++) codes.push((await browser.post("/api/join", { nickname: "a", accessCode: `guess ${guess}` })).body.problem.code);
    expect(codes.slice(0, 20)).toEqual(Array(20).fill("access-code-wrong"));
    expect(codes[20]).toBe("too-many-attempts");
    expect(await browser.post("/api/join", { nickname: "a", accessCode })).toMatchObject({ status: 429 });
    expect(await browser.post("/api/resume", { token: "x" })).toMatchObject({ status: 429 });
  });

  test("a class of 50 behind one address gets in at once", async () => {
    await using running = await ServerUnderTest.start({ argv: ["--access-code", accessCode] });
    const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => running.browser().post("/api/join", { nickname: `learner ${index}`, accessCode })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(50);
  });

  test.each([
    ["10,000 characters", "x".repeat(10_000), "nickname-too-long"],
    ["nothing to see", " \u200b ", "nickname-missing"],
  ])("a nickname of %s is refused", async (_name, nickname, code) => {
    await using running = await ServerUnderTest.start();
    expect(await running.browser().post("/api/join", { nickname })).toMatchObject({ status: 400, body: { ok: false, problem: { code } } });
  });

  test("a resume link moves nobody unasked who has a living session of their own", async () => {
    await using running = await ServerUnderTest.start();
    const [hanako, eve] = [running.browser(), running.browser()];
    await hanako.join("花子");
    const { resumeToken } = await eve.join("Eve");
    const { cookie } = hanako;
    const asked = await hanako.post("/api/resume", { token: resumeToken });
    expect([asked.status, asked.body, asked.headers.getSetCookie()]).toEqual([200, { ok: true, choice: { own: "花子", other: "Eve" } }, []]);
    expect((await hanako.venue()).session?.nickname).toBe("花子");
    expect((await hanako.post("/api/resume", { token: hanako.state!.resumeToken })).body.session.nickname, "their own").toBe("花子");
    expect((await hanako.post("/api/resume", { token: resumeToken, instead: true })).body.session.nickname).toBe("Eve");
    // A session that has ended is no reason to ask.
    const left = running.browser(cookie);
    await left.post("/api/leave", {});
    left.cookie = cookie;
    expect((await left.post("/api/resume", { token: resumeToken })).body.session.nickname).toBe("Eve");
    expect((await readFile(running.logFile, "utf8")).match(/"event":"resume"/g), "asking is no coming in, nor is one's own link").toHaveLength(2);
  });

  test("a link that is opened again and again is slowed down, its session's own and from elsewhere; other links are not", async () => {
    await using running = await ServerUnderTest.start();
    const [hanako, taro] = [running.browser(), running.browser()];
    const { resumeToken: token } = await hanako.join("花子");
    const other = await taro.join("太郎");
    for (let count = 0; count < 10; count++) {
      expect(await hanako.post("/api/resume", { token })).toMatchObject({ status: 200, body: { session: { nickname: "花子" } } });
      expect(await running.browser().post("/api/resume", { token })).toMatchObject({ status: 200 });
    }
    for (const browser of [hanako, running.browser()]) expect(await browser.post("/api/resume", { token })).toMatchObject({ status: 429, body: { ok: false, problem: { code: "too-many-attempts", seconds: expect.any(Number) as number } } });
    expect((await hanako.venue()).session?.nickname, "stays in").toBe("花子");
    expect(await running.browser().post("/api/resume", { token: other.resumeToken })).toMatchObject({ status: 200 });
    expect((await readFile(running.logFile, "utf8")).match(/"event":"resume"/g)).toHaveLength(11);
  });

  test("a resume link opens the session in another browser until it is left", async () => {
    await using running = await ServerUnderTest.start();
    const first = running.browser();
    const { resumeToken } = await first.join("花子");
    const second = running.browser();
    expect(await second.post("/api/resume", { token: resumeToken })).toMatchObject({ status: 200, body: { session: { nickname: "花子", resumeToken } } });
    expect((await second.venue()).session!.nickname).toBe("花子");
    expect(await running.browser().post("/api/resume", { token: resumeToken.slice(0, -1) })).toMatchObject({ status: 404, body: { problem: { code: "resume-link-unknown" } } });

    const stolen = first.cookie;
    expect(await second.post("/api/leave", {})).toMatchObject({ status: 200, body: { ok: true } });
    expect(second.cookie).toBe("tatami_session=");
    expect(await running.browser().post("/api/resume", { token: resumeToken })).toMatchObject({ status: 404 });
    expect((await running.browser(stolen).venue()).session).toBeUndefined();
  });
});

describe("requests that nobody honest sends", () => {
  test("a forged cookie, a resume token as a cookie, and a cookie of another server are nobody's", async () => {
    await using running = await ServerUnderTest.start();
    await using other = await ServerUnderTest.start();
    const learner = running.browser();
    const { resumeToken } = await learner.join();
    const [id] = resumeToken.split(".");
    for (const value of [id, `${id}.`, `${id}.${"A".repeat(27)}`, resumeToken, `${id}.${resumeToken.split(".")[1]}x`, "__proto__", "'; DROP TABLE session; --"]) {
      expect((await running.browser(`tatami_session=${value}`).venue()).session, String(value)).toBeUndefined();
    }
    expect((await other.browser(learner.cookie).venue()).session).toBeUndefined();
    expect((await running.browser(learner.cookie).venue()).session).toBeDefined();
  });

  test.each([
    ["another site's page", { origin: "http://evil.example" }],
    ["a web preview on another port", { origin: "http://127.0.0.1:1" }],
    ["a page of another site, by what the browser says", { "sec-fetch-site": "cross-site" }],
    ["a form", { "content-type": "application/x-www-form-urlencoded" }],
    ["a form that says text", { "content-type": "text/plain" }],
  ])("a POST of %s changes nothing", async (_name, headers) => {
    await using running = await ServerUnderTest.start();
    const learner = running.browser();
    await learner.join();
    expect(await learner.post("/api/leave", {}, headers)).toMatchObject({ status: 400, body: { ok: false, problem: { code: "bad-request" } } });
    expect((await learner.venue()).session).toBeDefined();
  });

  test("bodies that are broken, huge or of the wrong shape are refused as such", async () => {
    await using running = await ServerUnderTest.start();
    const browser = running.browser();
    for (const body of ["{", "[]", '"x"', '{"nickname":5}', '{"nickname":{"toString":1}}']) {
      expect(await browser.post("/api/join", body), body).toMatchObject({ status: 400, body: { ok: false, problem: { code: "bad-request" } } });
    }
    expect(await browser.post("/api/join", { nickname: "x".repeat(20_000) })).toMatchObject({ status: 413, body: { problem: { code: "bad-request" } } });
  });

  test("without an access code only the names of this machine are answered to (DNS rebinding)", async () => {
    await using running = await ServerUnderTest.start();
    await using guarded = await ServerUnderTest.start({ argv: ["--access-code", accessCode] });
    expect(await rawStatus(running.url, { host: "rebound.example" })).toBe(400);
    expect(await rawStatus(running.url, { host: "localhost" })).toBe(200);
    expect(await rawStatus(guarded.url, { host: "workshop.example" })).toBe(200);
  });
});

describe("what the server gives out", () => {
  test("the API without a session gives neither lessons nor previews", async () => {
    await using running = await ServerUnderTest.start();
    const browser = running.browser();
    expect((await browser.get("/api/lessons/valid-host-shell?language=en")).status).toBe(401);
    expect(await browser.post("/api/previews", { port: 80 })).toMatchObject({ status: 401, body: { problem: { code: "not-joined" } } });
  });

  test("a lesson, an unknown one, one with mistakes, and no file outside a lesson", async () => {
    await using running = await ServerUnderTest.start();
    const learner = running.browser();
    await learner.join();
    expect(await (await learner.get("/api/lessons/valid-host-shell?language=ja")).json()).toMatchObject({ id: "valid-host-shell", language: "en", steps: [{ hasCheck: true, hasSolve: true }, { hasCheck: false }, { recheckSeconds: 1 }] });
    expect(await (await learner.get("/api/lessons/no-such")).json()).toMatchObject({ ok: false, problem: { code: "lesson-unknown" } });
    expect(await (await learner.get("/api/lessons/invalid-broken-json")).json()).toMatchObject({ problem: { code: "lesson-broken", message: expect.stringContaining("index.json:") } });
    for (const path of ["../../../package.json", "..%2f..%2fpackage.json", "%2e%2e/%2e%2e/secret.png", "make-solve.sh", "/etc/passwd"]) {
      expect(await rawStatus(running.url, { path: `/api/lessons/valid-host-shell/assets/${path}`, cookie: learner.cookie }), path).toBe(404);
    }
  });

  test("strict headers, and a sentence while the page is not built", async () => {
    await using running = await ServerUnderTest.start();
    const response = await running.browser().get("/");
    expect(response.status).toBe(503);
    expect(await response.text()).toContain("not been built");
    const policy = response.headers.get("content-security-policy")!;
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(response.headers.get("x-powered-by")).toBeNull();
    expect(await (await running.browser().get("/healthz")).json()).toEqual({ status: "ready", pool: { ready: 4, reserve: 0, capacity: 4 } });
  });
});

/** fetch would neither send a Host header of our choice nor leave ".." in a path alone. */
async function rawStatus(url: string, { path = "/api/venue", ...headers }: { path?: string; host?: string; cookie?: string }): Promise<number> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode!);
    })
      .on("error", reject)
      .end();
  });
}
