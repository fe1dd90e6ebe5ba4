import { createServer, request as httpRequest, type IncomingMessage, type Server, STATUS_CODES } from "node:http";
import { once } from "node:events";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ScriptedLearner } from "../../support/scripted-learner.ts";
import { ServerUnderTest } from "../../support/server-under-test.ts";

/** A learner's web app: it says what it was asked, and tries to reach beyond its origin. */
let app: Server;
let port: number;
let seen: IncomingMessage[];

beforeEach(async () => {
  seen = [];
  app = createServer((request, response) => {
    seen.push(request);
    if (request.url === "/stream") {
      response.write("first");
      return;
    }
    response.setHeader("set-cookie", ["app=1; Path=/", "tatami_session=planted; Path=/", "=tatami_session=planted"]);
    response.setHeader("clear-site-data", '"cookies"');
    request.pipe(response);
  });
  app.on("upgrade", (request: IncomingMessage, socket) => {
    seen.push(request);
    socket.on("error", () => undefined);
    socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\nConnection: Upgrade\r\nSet-Cookie: tatami_session=planted\r\n\r\n");
    socket.pipe(socket);
  });
  app.listen(0, "127.0.0.1");
  await once(app, "listening");
  port = (app.address() as AddressInfo).port;
});
afterEach(async () => {
  app.closeAllConnections();
  await new Promise((resolve) => app.close(resolve));
});

/** Opens a preview as a browser does: asks for the URL, follows it, keeps its cookie. */
async function open(learner: ScriptedLearner, target: number, had = learner.cookie): Promise<{ origin: string; url: string; cookie: string; cleared: string | null }> {
  const { body } = await learner.post("/api/previews", { port: target });
  if (!body.ok) throw new Error(JSON.stringify(body));
  const response = await fetch(body.url, { headers: { cookie: had }, redirect: "manual" });
  expect(response.status).toBe(303);
  expect(response.headers.get("location")).toBe("/");
  const [set = ""] = response.headers.getSetCookie();
  expect(set).toMatch(/HttpOnly; SameSite=Lax/);
  return { origin: new URL(body.url).origin, url: body.url, cookie: `${learner.cookie}; ${set.split(";")[0]}`, cleared: response.headers.get("clear-site-data") };
}

describe("a web preview", () => {
  test("shows the learner's port on another origin, and keeps the platform's cookies from the app in both directions", async () => {
    await using running = await ServerUnderTest.start();
    const learner = await running.learner();
    await learner.start("valid-host-shell");
    const { origin, cookie } = await open(learner, port);
    expect(origin).not.toBe(running.url);
    const response = await fetch(`${origin}/path?q=1`, { method: "POST", body: "こんにちは", headers: { cookie: `theme=dark; ${cookie}`, "x-forwarded-for": "1.2.3.4" } });
    expect(await response.text()).toBe("こんにちは");
    expect(response.headers.getSetCookie()).toEqual(["app=1; Path=/"]);
    expect(response.headers.get("clear-site-data")).toBeNull();
    expect(seen[0]).toMatchObject({ url: "/path?q=1", method: "POST" });
    expect(seen[0]!.headers).toMatchObject({ cookie: "theme=dark", host: new URL(origin).host });
    expect(seen[0]!.headers["x-forwarded-for"]).toBeUndefined();
  });

  test("passes a WebSocket's bytes both ways, its cookies filtered, and refuses another site's page", async () => {
    await using running = await ServerUnderTest.start();
    const learner = await running.learner();
    await learner.start("valid-host-shell");
    const { origin, cookie } = await open(learner, port);
    const upgrade = (from: string) => httpRequest(`${origin}/socket`, { headers: { connection: "Upgrade", upgrade: "echo", cookie, origin: from } }).end();
    const [answer, socket] = await once(upgrade(origin), "upgrade");
    expect(answer.headers["set-cookie"]).toBeUndefined();
    expect(seen[0]!.headers.cookie).toBeUndefined();
    socket.write("ping");
    expect(String((await once(socket, "data"))[0])).toBe("ping");
    const [refused] = await once(upgrade("http://evil.example"), "response");
    expect(refused.statusCode).toBe(403);
    expect(seen).toHaveLength(1);

    const ended = once(socket, "close");
    await learner.ask("lesson:leave");
    await ended;
  });

  test("hands on what the app writes while it is still writing", async () => {
    await using running = await ServerUnderTest.start();
    const learner = await running.learner();
    await learner.start("valid-host-shell");
    const { origin, cookie } = await open(learner, port);
    const abort = new AbortController();
    const response = await fetch(`${origin}/stream`, { headers: { cookie }, signal: abort.signal });
    expect(Buffer.from((await response.body!.getReader().read()).value!).toString()).toBe("first");
    abort.abort();
  });

  test("has a link for one use, for its own learner only, and never shows anything to anybody else", async () => {
    await using running = await ServerUnderTest.start();
    const hanako = await running.learner("Hanako");
    const taro = await running.learner("Taro");
    await hanako.start("valid-host-shell");
    await taro.start("valid-host-shell");
    const { origin, url, cookie } = await open(hanako, port);
    const status = async (address: string, cookies: string) => (await fetch(address, { headers: { cookie: cookies }, redirect: "manual" })).status;
    expect(await status(url, hanako.cookie), "used").toBe(403);
    const { body } = await hanako.post("/api/previews", { port });
    expect(await status(body.url, taro.cookie), "another learner's link").toBe(403);
    expect(await status(body.url, hanako.cookie), "spoilt by that").toBe(403);
    expect(await status(origin, ""), "no cookie").toBe(403);
    expect(await status(origin, taro.cookie), "another learner").toBe(403);
    const previewCookie = cookie.split("; ")[1]!;
    expect(await status(origin, `${taro.cookie}; ${previewCookie}`), "another learner with a stolen preview cookie").toBe(403);
    const otherPort = previewCookie.replace(String(port), String(port === 80 ? 81 : 80));
    expect(await status(origin, otherPort), "a changed target").toBe(403);
    const elsewhere = running.server.previewPorts.find((candidate) => candidate !== Number(new URL(origin).port))!;
    expect(await status(`http://127.0.0.1:${elsewhere}`, previewCookie.replace(new URL(origin).port, String(elsewhere))), "another preview port").toBe(403);
    expect(seen).toHaveLength(0);
    expect(await status(origin, cookie)).toBe(200);

    await hanako.post("/api/leave", {});
    expect(await status(origin, previewCookie), "after leaving").toBe(403);
  });

  test("has four ports for each learner; a fifth takes the place of the one unused for longest", async () => {
    await using running = await ServerUnderTest.start();
    const learner = await running.learner();
    await learner.start("valid-host-shell");
    const first = await open(learner, port);
    for (const other of [1001, 1002, 1003]) await open(learner, other);
    expect((await open(learner, port)).origin, "the same port stays where it is").toBe(first.origin);
    const fifth = await open(learner, 1004);
    expect(fifth.origin).not.toBe(first.origin);
    expect((await fetch(first.origin, { headers: { cookie: first.cookie } })).status).toBe(200);
  });

  test.each([
    ["ja,en;q=0.5", "ja", "まだ応答がありません"],
    ["en-US,ja;q=0.5", "en", "Nothing answers on port"],
  ])("says kindly (%s) when nobody listens, without any script", async (accepted, language, words) => {
    await using running = await ServerUnderTest.start();
    const learner = await running.learner();
    await learner.start("valid-host-shell");
    app.close();
    app.closeAllConnections();
    const { origin, cookie } = await open(learner, port);
    const response = await fetch(origin, { headers: { cookie, "accept-language": accepted } });
    const text = await response.text();
    expect(response.status).toBe(502);
    expect(text).toContain(`<html lang="${language}">`);
    expect(text).toContain(words);
    expect(text).not.toMatch(/<script|\son\w+=/i);
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    app.listen(0);
    await once(app, "listening");
  });

  test("leaves nothing of one app to the next at its address: no service worker, and no storage of another learner, port or environment", async () => {
    await using running = await ServerUnderTest.start();
    const [hanako, taro] = [await running.learner("Hanako"), await running.learner("Taro")];
    for (const learner of [hanako, taro]) await learner.start("valid-host-shell");
    const everything = '"cache", "storage"';
    const first = await open(hanako, port);
    expect(first.cleared).toBe(everything);
    expect((await open(hanako, port, first.cookie)).cleared, "the same app again").toBeNull();
    expect((await fetch(first.origin, { headers: { cookie: first.cookie } })).status).toBe(200);
    expect((await open(hanako, port, first.cookie)).cleared, "after it was used").toBeNull();
    expect((await open(hanako, port)).cleared, "another browser").toBe(everything);
    const other = await open(taro, port, `${taro.cookie}; ${first.cookie.split("; ")[1]}`);
    expect([other.origin, other.cleared], "another learner").toEqual([first.origin, everything]);
    for (const target of [1001, 1002, 1003]) await open(hanako, target, first.cookie);
    const moved = await open(hanako, 1004, first.cookie);
    expect([moved.origin, moved.cleared], "another port").toEqual([first.origin, everything]);
    const again = await open(taro, port, other.cookie);
    expect(again.cleared).toBeNull();
    await taro.ask("lesson:restart");
    await taro.until("another environment", ({ environment }) => environment.state === "ready");
    expect((await open(taro, port, other.cookie)).cleared, "another environment").toBe(everything);

    const before = seen.length;
    const worker = await fetch(`${other.origin}/worker.js`, { headers: { cookie: other.cookie, "service-worker": "script" } });
    expect([worker.status, await worker.text(), seen.length]).toEqual([403, "A preview has no service worker: the next app at this address would be answered by it.\n", before]);
  });

  test("says so when the app breaks off, and when there is no environment any more", async () => {
    await using running = await ServerUnderTest.start();
    const learner = await running.learner();
    await learner.start("valid-host-shell");
    const { origin, cookie } = await open(learner, port);
    app.once("connection", (socket) => socket.destroy());
    expect(await (await fetch(origin, { headers: { cookie, "accept-language": "en" } })).text()).toContain("broke off");
    expect((await fetch(origin, { headers: { cookie } })).status).toBe(200);
    await learner.ask("lesson:leave");
    expect(await (await fetch(origin, { headers: { cookie, "accept-language": "en" } })).text()).toContain("There is no environment");
  });

  test("hurts only itself by an answer that is none, to a request and to a WebSocket: the server lives", async () => {
    await using running = await ServerUnderTest.start();
    const heads: [what: string, head: string, status: number][] = [
      ["a status below all", "HTTP/1.1 000 X\r\n", 502],
      ["a status that is none", "HTTP/1.1 099 X\r\n", 502],
      ["a switch to nothing", "HTTP/1.1 101 X\r\n", 502],
      ["control characters behind the status", "HTTP/1.1 200 a\u0001\u0000\u001b[2J\r\n", 200],
      ["other letters behind the status", "HTTP/1.1 200 \u00e9\u00ff\r\n", 200],
      ["a status of the app's own", "HTTP/1.1 999 X\r\n", 999],
      ["a control character in a header", "HTTP/1.1 200 OK\r\nx: a\u0001b\r\n", 502],
      ["headers named as properties of every object", "HTTP/1.1 200 OK\r\n__proto__: a\r\nconstructor: b\r\n", 200],
      ["no HTTP", "SSH-2.0-x\r\n", 502],
      ["a switch that nobody asked for", "HTTP/1.1 101 X\r\nupgrade: x\r\nconnection: upgrade\r\n", 502],
    ];
    let head = "";
    await using rude = createTcpServer((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", () => socket.end(Buffer.from(`${head}\r\nbody`, "latin1")));
    });
    rude.listen(0, "127.0.0.1");
    await once(rude, "listening");
    const learner = await running.learner();
    await learner.start("valid-host-shell");
    const { origin, cookie } = await open(learner, (rude.address() as AddressInfo).port);
    const asked = async (headers: Record<string, string>): Promise<IncomingMessage> => (await once(httpRequest(origin, { headers: { cookie, ...headers } }).end(), "response", { signal: AbortSignal.timeout(20_000) }))[0];
    for (const [what, said, status] of heads) {
      head = said;
      const answer = await asked({});
      expect([answer.statusCode, answer.statusMessage], what).toEqual([status, STATUS_CODES[status] ?? "unknown"]);
      expect(await text(answer), what).toContain(status === 502 ? "<html" : "body");
      if (!said.includes("upgrade:")) expect((await asked({ connection: "Upgrade", upgrade: "echo", origin })).statusCode, what).toBe(status);
    }
    expect(await learner.ask("step:show", { step: 0 })).toEqual({ ok: true });
  });

  test("has a rate and 20 unused links for each learner, the oldest going first: whoever opens thousands takes nobody else's", async () => {
    await using running = await ServerUnderTest.start();
    const [hanako, taro] = [await running.learner("Hanako"), await running.learner("Taro")];
    for (const learner of [hanako, taro]) await learner.start("valid-host-shell");
    const others: string = (await taro.post("/api/previews", { port })).body.url;
    const answers = [];
    for (let count = 0; count < 60; count++) answers.push(await hanako.post("/api/previews", { port }));
    const urls = answers.filter(({ body }) => body.ok).map(({ body }) => body.url as string);
    expect(urls.length).toBeGreaterThanOrEqual(30);
    expect(urls.length).toBeLessThan(60);
    expect(answers.find(({ status }) => status === 429)?.body.problem).toMatchObject({ code: "too-many-attempts", seconds: 1 });
    const status = async (url: string, { cookie }: ScriptedLearner) => (await fetch(url, { headers: { cookie }, redirect: "manual" })).status;
    const followed = [];
    for (const url of urls) followed.push(await status(url, hanako));
    expect(followed).toEqual([...Array(urls.length - 20).fill(403), ...Array(20).fill(303)]);
    expect(await status(others, taro)).toBe(303);
  });

  test("is refused without an environment and for what is no port", async () => {
    await using running = await ServerUnderTest.start();
    const learner = await running.learner();
    expect(await learner.post("/api/previews", { port: 80 })).toMatchObject({ status: 409, body: { problem: { code: "environment-missing" } } });
    for (const path of ["//elsewhere.example/", "/\\elsewhere.example", "no-slash", "/a\r\nb"]) expect(await learner.post("/api/previews", { port: 80, path }), path).toMatchObject({ body: { problem: { code: "bad-request" } } });
    for (const bad of [0, 65_536, 1.5, "80"]) expect(await learner.post("/api/previews", { port: bad })).toMatchObject({ body: { problem: { code: "bad-request" } } });
  });
});
