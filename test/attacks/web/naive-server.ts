import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, request as httpRequest, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import express from "express";
import { Server } from "socket.io";
import { closeServer } from "../../../server/listen.ts";

/** What an attacker finds in the naive server: nothing but this word of ours. */
export const canary = "canary-of-another-learner";

/** A workshop server as one would write it in an afternoon, without one defence: what shows that an attack is an attack. Holds nothing but a canary. */
export class NaiveServer implements AsyncDisposable {
  readonly url: string;
  readonly previewUrl: string;
  readonly #servers: HttpServer[];
  readonly #io: Server;

  private constructor(servers: HttpServer[], io: Server) {
    const [page, preview] = servers.map((server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    this.url = page ?? "";
    this.previewUrl = preview ?? "";
    this.#servers = servers;
    this.#io = io;
  }

  /** Listens on free ports of the loopback address; `folder` is served, `appPort` is what a preview shows. */
  static async start({ folder, appPort }: { folder: string; appPort: number }): Promise<NaiveServer> {
    const sessions = new Map<string, string>([["1", canary], ["2", "Eve"]]);
    const app = express();
    app.use(express.json({ limit: "1gb", type: () => true }));
    const cookieOf = (header = "") => /tatami_session=([^;]*)/.exec(header)?.[1] ?? "";
    const letIn = (response: express.Response, id: string): void => void response.cookie("tatami_session", id).json({ ok: true, nickname: sessions.get(id) });
    app.post("/api/join", (request, response) => {
      const given = cookieOf(request.headers.cookie);
      const id = given && !sessions.has(given) ? given : String(sessions.size + 1);
      sessions.set(id, String(request.body.nickname));
      letIn(response, id);
    });
    app.post("/api/resume", (request, response) => (sessions.has(String(request.body.token)) ? letIn(response, String(request.body.token)) : void response.status(404).json({})));
    // Somebody's files, or somebody's stay: all that is looked at is the cookie.
    app.post(["/api/leave", "/api/files/:what"], (request, response) => void response.json({ ok: sessions.has(cookieOf(request.headers.cookie)) }));
    app.post("/api/previews", (request, response) => void response.json({ ok: true, url: new URL(request.body.path ?? "/", "http://127.0.0.1").href }));
    app.get("/api/venue", (request, response) => void response.json({ session: { nickname: sessions.get(cookieOf(request.headers.cookie)) } }));
    // Express would tidy the path up; a server written by hand does not, and one behind a proxy decodes once too often.
    const pathOf = (url: string) => decodeURIComponent(decodeURIComponent(url.replace(/^\/(api\/lessons\/([^/]*\/assets\/)?|assets\/)/, "")));
    app.use(async (request, response) => void response.send(await readFile(join(folder, pathOf(request.url)), "utf8").catch(() => "not found")));
    const page = createServer({ headersTimeout: 0, requestTimeout: 0 }, app).listen(0, "127.0.0.1");
    const io = new Server(page, { cors: { origin: true, credentials: true }, maxHttpBufferSize: 1e9 });
    io.on("connection", (socket) => {
      socket.on("terminal:attach", ({ session }: { session?: string }, answer) => {
        answer({ ok: true });
        socket.emit("terminal:output", { data: Buffer.from(sessions.get(session ?? "") ?? "") });
      });
      socket.on("terminal:input", ({ data }: { data: Uint8Array }, answer) => answer?.({ ok: true, bytes: data.byteLength }));
      socket.on("terminal:resize", () => undefined);
      socket.on("lesson:start", async ({ lessonId }: { lessonId: string }, answer) => answer({ ok: true, title: await readFile(join(folder, lessonId), "utf8").catch(() => lessonId) }));
      for (const event of ["lesson:leave", "lesson:restart", "terminal:close"]) socket.on(event, (...given) => given.at(-1)({ ok: true }));
    });
    const preview = createServer((request, response) => {
      const asked = httpRequest({ host: "127.0.0.1", port: appPort, path: request.url, headers: request.headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      asked.on("error", () => response.destroy()).end();
    }).listen(0, "127.0.0.1");
    await Promise.all([page, preview].map((server) => once(server, "listening")));
    return new NaiveServer([page, preview], io);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#io.close();
    await Promise.all(this.#servers.map(closeServer));
  }
}
