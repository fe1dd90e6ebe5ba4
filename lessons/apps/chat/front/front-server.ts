import type { IncomingMessage, ServerResponse } from "node:http";
import { answerJson } from "../http/answer.ts";
import { HttpProblem } from "../http/problem.ts";
import type { Service } from "../http/service.ts";
import type { Settings } from "../settings.ts";
import { forward } from "./forward.ts";
import { type PageFile, readPageFiles } from "./page-files.ts";

/** Nothing but this server's own files and answers: a message that is shown can load or run nothing. */
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'none'; base-uri 'none'";

/** Serves the chat's page, and passes /api on to publish and /sse to subscribe, so that the page has one address for all. */
export class FrontServer implements Service {
  readonly #settings: Settings;
  readonly #files: Map<string, PageFile>;

  private constructor(settings: Settings, files: Map<string, PageFile>) {
    this.#settings = settings;
    this.#files = files;
  }

  /** Reads the page's files from a folder. */
  static async open(settings: Settings, pageFolder: string): Promise<FrontServer> {
    return new FrontServer(settings, await readPageFiles(pageFolder));
  }

  handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> | void {
    if (url.pathname.startsWith("/api/")) return forward(request, response, this.#settings.publishUrl);
    if (url.pathname.startsWith("/sse/")) return forward(request, response, this.#settings.subscribeUrl);
    if (request.method !== "GET" && request.method !== "HEAD") throw new HttpProblem(405, "not-here", "Only GET here.");
    if (url.pathname === "/about") return answerJson(response, 200, { version: this.#settings.version, pod: this.#settings.pod });
    const file = this.#files.get(url.pathname === "/" ? "/index.html" : url.pathname);
    if (!file) throw new HttpProblem(404, "not-here", `${url.pathname} is not here.`);
    response.writeHead(200, { "content-type": file.type, "content-length": file.bytes.length, "cache-control": "no-cache", "content-security-policy": policy, "x-content-type-options": "nosniff", "referrer-policy": "no-referrer" });
    response.end(file.bytes);
  }

  /** The page is here; whether messages can be sent, it says itself. */
  async ready(): Promise<void> {}

  async close(): Promise<void> {}
}
