import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Marked } from "marked";
import { closeServer } from "../../../server/listen.ts";
import { appsInTurn, hostileApp, hostilePicture, hostileTexts, type Place } from "./page-attacks.ts";

/** Pages as one would write them in an afternoon: what somebody else wrote is put into the HTML as it is, and a preview is a path of the platform's. */
export class NaivePage implements AsyncDisposable {
  readonly url: string;
  readonly #server: Server;

  private constructor(server: Server) {
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    this.#server = server;
  }

  static async start(): Promise<NaivePage> {
    const server = createServer((request, response) => {
      const path = (request.url ?? "").slice(1);
      const inTurn = appsInTurn[`/${path}`];
      if (inTurn) return void response.setHeader("content-type", inTurn.type).end(inTurn.body);
      if (path === "picture.svg") response.setHeader("content-type", "image/svg+xml").end(hostilePicture);
      else if (path === "preview") response.setHeader("content-type", "text/html").end(hostileApp(""));
      else if (path === "api/venue") response.end(JSON.stringify({ session: { nickname: request.headers.cookie ? "the victim" : undefined } }));
      else if (path in hostileTexts) response.setHeader("content-type", "text/html").end(`<!doctype html><div id="place">${shown(path as Place)}</div>`);
      else response.writeHead(404).end();
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    return new NaivePage(server);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await closeServer(this.#server);
  }
}

function shown(place: Place): string {
  const text = hostileTexts[place];
  if (place === "file") return `<img alt="seen" src="/${text.replace(/^.*?<|>\)$/g, "")}">`;
  return place === "markdown" ? (new Marked().parse(text) as string) : text;
}
