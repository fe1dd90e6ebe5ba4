import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "../../../clusters/command.ts";
import { ConfigError, parseConfig } from "../../../server/config.ts";
import { CertificateError, readCertificate } from "../../../server/web-server.ts";
import { ServerUnderTest } from "../../support/server-under-test.ts";

let folder: string;
let certFile: string;
let keyFile: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tatami-tls-"));
  certFile = join(folder, "cert.pem");
  keyFile = join(folder, "key.pem");
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"];
  await run("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", ...subject, "-keyout", keyFile, "-out", certFile], { timeoutMs: 30_000 });
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

test("over TLS one joins, gets a cookie that never travels in the clear, and the socket connects", async () => {
  await using venue = await ServerUnderTest.start({ argv: ["--tls-cert", certFile, "--tls-key", keyFile] });
  expect(venue.url).toMatch(/^https:/);
  const ca = await readFile(certFile);
  const { port } = new URL(venue.url);
  const asked = request({ host: "127.0.0.1", port, ca, method: "POST", path: "/api/join", headers: { "content-type": "application/json", origin: venue.url } });
  asked.end(JSON.stringify({ nickname: "Hanako" }));
  const [answer] = await once(asked, "response");
  expect(JSON.parse(await text(answer))).toMatchObject({ ok: true });
  const [cookie = ""] = answer.headers["set-cookie"] ?? [];
  expect(cookie).toMatch(/^tatami_session=.*; HttpOnly; SameSite=Lax; .*Secure$/);

  const knock = (origin: string) => {
    const key = Buffer.alloc(16, 1).toString("base64");
    return request({ host: "127.0.0.1", port, ca, path: "/socket.io/?EIO=4&transport=websocket", headers: { connection: "Upgrade", upgrade: "websocket", "sec-websocket-version": "13", "sec-websocket-key": key, origin, cookie: cookie.split(";")[0] } }).end();
  };
  const [upgraded, socket] = await once(knock(venue.url), "upgrade");
  expect(upgraded.statusCode).toBe(101);
  socket.destroy();
  for (const foreign of ["https://evil.example", venue.url.replace("https:", "http:")]) {
    const [refused] = await once(knock(foreign), "response");
    expect(refused.statusCode).toBe(400);
    refused.resume();
  }
  const plain = fetch(venue.url.replace("https:", "http:"));
  await expect(plain).rejects.toThrow();
});

test("what is wrong with the files is said before anything is opened", async () => {
  await expect(readCertificate({ certFile: join(folder, "none.pem"), keyFile })).rejects.toThrow(/^--tls-cert: .*none\.pem cannot be read/);
  const other = join(folder, "other.pem");
  await writeFile(other, "no key");
  await expect(readCertificate({ certFile, keyFile: other })).rejects.toThrow(CertificateError);
  expect(() => parseConfig(["--tls-cert", certFile], {})).toThrow(new ConfigError(["--tls-key: is missing beside --tls-cert"]));
});
