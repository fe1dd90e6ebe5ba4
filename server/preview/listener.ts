import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { platformCookie, readCookie, sessionCookie } from "../access/cookies.ts";
import type { Log } from "../log.ts";
import type { Language } from "../protocol.ts";
import type { Session } from "../workshop/session.ts";
import { type Certificate, createWebServer } from "../web-server.ts";
import type { Workshop } from "../workshop/workshop.ts";
import { type PreviewTrouble, troublePage } from "./page.ts";
import { type PreviewSlot, type Previews, ticketPath } from "./previews.ts";
import { refuseUpgrade, type TunnelTarget, tunnelRequest, tunnelUpgrade } from "./tunnel.ts";

/** What {@link createPreviewListener} needs. */
export interface PreviewListenerOptions {
  previews: Previews;
  workshop: Workshop;
  log: Log;
  /** Undefined: plain HTTP. */
  certificate?: Certificate | undefined;
}

/** A web server on a port of its own that shows a learner's port to that learner. Its slot is known when it listens. */
export function createPreviewListener({ previews, workshop, log, certificate }: PreviewListenerOptions): Server {
  let slot: PreviewSlot | undefined;
  const server = createWebServer({ requestTimeout: 120_000, headersTimeout: 20_000, keepAliveTimeout: 5_000, connections: 512, connectionsPerAddress: 256 }, certificate);
  server.on("listening", () => {
    const address = server.address();
    if (typeof address === "object" && address) slot = previews.add(address.port);
  });

  server.on("request", (request, response) => {
    const opened = slot && ticketOf(request);
    if (slot && opened !== undefined) return exchange(slot, opened, request, response);
    if (request.headers["service-worker"] !== undefined) return refuseWorker(response);
    const admitted = admit(request);
    if ("why" in admitted) return answerPage(request, response, admitted, sessionOf(request)?.language);
    tunnelRequest(request, response, admitted).catch((error: unknown) => {
      log.error({ event: "preview-failed", port: admitted.port, err: error });
      response.destroy();
    });
  });

  server.on("upgrade", (request: IncomingMessage, browser: Duplex, head: Buffer) => {
    browser.on("error", () => browser.destroy());
    const admitted = ownOrigin(request) ? admit(request) : { why: "not-opened" as const };
    if ("why" in admitted) return refuseUpgrade(request, browser, admitted);
    tunnelUpgrade(request, browser, head, admitted).catch((error: unknown) => {
      log.error({ event: "preview-failed", port: admitted.port, err: error });
      browser.destroy();
    });
  });

  function admit(request: IncomingMessage): TunnelTarget | PreviewTrouble {
    if (!slot || !request.url?.startsWith("/")) return { why: "not-opened" };
    const admitted = previews.admit(slot, readCookie(request.headers.cookie, cookieName(slot)));
    if (!admitted) return { why: "not-opened" };
    // Browsers send the page's own cookie to every port of the host: somebody else who sits at this browser now is not shown the earlier learner's app.
    const present = sessionOf(request);
    if (present && present !== admitted.session) return { why: "not-opened" };
    const { environment, signal } = admitted.session.environment;
    return environment ? { holder: environment.holder, port: admitted.target, language: admitted.session.language, signal } : { why: "no-environment" };
  }

  function exchange(on: PreviewSlot, token: string, request: IncomingMessage, response: ServerResponse): void {
    const admitted = previews.exchange(on, token, sessionOf(request), readCookie(request.headers.cookie, cookieName(on)));
    if (!admitted) return answerPage(request, response, { why: "not-opened" }, sessionOf(request)?.language);
    // With a proxy's TLS in front this cannot be known here; the page's own cookie can, and this one is good for nothing without it.
    response.writeHead(303, {
      location: admitted.path,
      "set-cookie": platformCookie(cookieName(on), admitted.cookie, { secure: certificate !== undefined }),
      // Not the cookies: they are the host's, the page's own session among them.
      ...(admitted.foreign && { "clear-site-data": '"cache", "storage"' }),
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    });
    response.end();
  }

  function sessionOf(request: IncomingMessage): Session | undefined {
    return workshop.ofCookie(readCookie(request.headers.cookie, sessionCookie));
  }

  return server;
}

function cookieName(slot: PreviewSlot): string {
  return `tatami_preview_${slot.port}`;
}

function ticketOf(request: IncomingMessage): string | undefined {
  if (request.method !== "GET" || !request.url?.startsWith(`${ticketPath}?`)) return undefined;
  return new URLSearchParams(request.url.slice(ticketPath.length + 1)).get("token") ?? "";
}

/** A WebSocket of the app's own page: another site's page gets no connection with the learner's cookie. */
function ownOrigin({ headers }: IncomingMessage): boolean {
  const { origin, host } = headers;
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host?.toLowerCase());
}

/** The next app at this address would be answered by it, in its learner's browser. */
function refuseWorker(response: ServerResponse): void {
  response.writeHead(403, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" }).end("A preview has no service worker: the next app at this address would be answered by it.\n");
}

function answerPage(request: IncomingMessage, response: ServerResponse, trouble: PreviewTrouble, language: Language | undefined): void {
  const { status, headers, body } = troublePage(request, trouble, language);
  response.writeHead(status, headers).end(request.method === "HEAD" ? undefined : body);
}
