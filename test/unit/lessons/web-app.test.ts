import { type ChildProcess, spawn } from "node:child_process";
import { on, once } from "node:events";
import { createServer } from "node:net";
import { connect, type AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const program = new URL("../../../lessons/apps/web/server.ts", import.meta.url).pathname;
let app: ChildProcess;
let url: string;
let port: number;

beforeEach(async () => {
  port = await freePort();
  url = `http://127.0.0.1:${port}`;
  app = spawn(process.execPath, [program], { env: { PORT: String(port), POD_NAME: "web-<7d>", VERSION: "2", WARM_UP: "0.1", LINGER: "0.3" }, stdio: ["ignore", "pipe", "inherit"] });
  await heard(`listens on port ${port}`);
});

afterEach(async () => {
  if (app.exitCode !== null || app.signalCode !== null) return;
  const exit = once(app, "exit");
  app.kill("SIGKILL");
  await exit;
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port: free } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return free;
}

describe("answers", () => {
  test("a line of text for curl, counting", async () => {
    expect(await (await fetch(url, { headers: { accept: "*/*" } })).text()).toBe("Hello from web-<7d> (version 2, answer 1)\n");
    expect(await (await fetch(`${url}/?2`, { headers: { accept: "*/*" } })).text()).toBe("Hello from web-<7d> (version 2, answer 2)\n");
  });

  test.each([
    ["ja-JP,ja;q=0.9,en;q=0.8", "ja", "このページを返した Pod"],
    ["en-US,en;q=0.9,ja;q=0.5", "en", "The pod that answered"],
    ["fr", "en", "The pod that answered"],
    ["java", "en", "The pod that answered"],
  ])("a page for browsers that speak %s", async (language, lang, words) => {
    const response = await fetch(url, { headers: { accept: "text/html,*/*", "accept-language": language } });
    const html = await response.text();
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(html).toContain(`<html lang="${lang}">`);
    expect(html).toContain(words);
    expect(html).toContain("web-&#60;7d&#62;");
    expect(html).not.toContain("web-<7d>");
  });

  test("its health and readiness, and nothing else", async () => {
    const status = async (path: string, method = "GET") => (await fetch(url + path, { method })).status;
    expect([await status("/healthz"), await status("/ready"), await status("/redy"), await status("/", "POST"), await status("/", "HEAD")]).toEqual([200, 200, 404, 405, 200]);
  });

  test("each request on a connection of its own, so that a Service can spread them", async () => {
    expect((await fetch(url)).headers.get("connection")).toBe("close");
  });
});

test("says what is wrong when it cannot count its visits, or does without the number where it may", async () => {
  const away = { VISITS_REDIS: `127.0.0.1:${await freePort()}`, WARM_UP: "0", LINGER: "0.01" };
  for (const [more, status, body] of [[{}, 503, /^web-3 cannot answer: Redis at 127\.0\.0\.1:\d+ does not answer: .*ECONNREFUSED/], [{ WITHOUT_REDIS: "answer" }, 200, /^Hello from web-3 \(version 1, visit \?\)\n$/]] as const) {
    const other = await freePort();
    const counting = spawn(process.execPath, [program], { env: { PORT: String(other), POD_NAME: "web-3", ...away, ...more }, stdio: ["ignore", "pipe", "inherit"] });
    for await (const [line] of on(counting.stdout, "data")) if (String(line).includes("listens")) break;
    const answer = await fetch(`http://127.0.0.1:${other}/`, { headers: { accept: "*/*" } });
    expect([answer.status, await answer.text()]).toEqual([status, expect.stringMatching(body)]);
    const exit = once(counting, "exit");
    counting.kill("SIGKILL");
    await exit;
  }
});

test("listens only when it has read its data", async () => {
  const later = spawn(process.execPath, [program], { env: { PORT: String(await freePort()), POD_NAME: "web-2", WARM_UP: "1000", LINGER: "0.01" }, stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(later.stdout, "data");
  expect(String(line)).toBe("web-2 reads its data\n");
  const exit = once(later, "exit");
  later.kill("SIGTERM");
  expect(await exit).toEqual([0, null]);
});

describe("SIGTERM", () => {
  test("goes on answering for a moment, then exits with 0", async () => {
    const exit = once(app, "exit");
    app.kill("SIGTERM");
    await heard("was told to stop after 0 answers");
    expect((await fetch(url)).status).toBe(200);
    expect(await exit).toEqual([0, null]);
    await expect(fetch(url)).rejects.toThrow();
  });

  test("lets a request that has begun end, though it takes no new one any more", async () => {
    const socket = connect(port, "127.0.0.1");
    await once(socket, "connect");
    socket.write("GET / HTTP/1.1\r\nHost: x\r\n");
    // An answer to somebody who came later says that the first connection has been accepted and read.
    await fetch(url);
    const exit = once(app, "exit");
    app.kill("SIGTERM");
    await heard("stops after 1 answers");
    await expect(fetch(url)).rejects.toThrow();
    socket.write("\r\n");
    const [answer] = await once(socket, "data");
    expect(String(answer)).toContain("200 OK");
    expect(await exit).toEqual([0, null]);
  });
});

/** Waits until the app has said this. */
async function heard(words: string): Promise<void> {
  for await (const [line] of on(app.stdout!, "data")) if (String(line).includes(words)) return;
}
