import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { Log } from "../log.ts";
import { answerJson, answerProblem } from "./answer.ts";
import { HttpProblem } from "./problem.ts";
import type { Service } from "./service.ts";

/** How a service is run. */
export interface ServeOptions {
  port: number;
  /** How long requests are taken after it was told to stop. */
  lingerMs: number;
  log: Log;
  /** Named in the headers of every answer (X-Pod, X-Version), so that one sees who answers during a release. */
  pod: string;
  version: string;
}

/** A service that listens. */
export interface Served {
  port: number;
  /** Not ready from this moment on; goes on for the linger, ends what is under way, closes. Within 15 s and the linger. */
  stop(): Promise<void>;
}

/** Under way requests have so long to end: longer than any of them may take. */
const endLimitMs = 12_000;

/** Runs a service over HTTP, with `GET /livez` and `GET /readyz`. */
export async function serve(service: Service, { port, lingerMs, log, pod, version }: ServeOptions): Promise<Served> {
  let stopping = false;
  const open = new Set<ServerResponse>();

  const server = createServer((request, response) => {
    open.add(response);
    response.once("close", () => {
      open.delete(response);
      // A connection that is idle only now would keep a server that has stopped listening.
      if (stopping && !server.listening) setImmediate(() => server.closeIdleConnections());
    });
    if (stopping) response.setHeader("connection", "close");
    response.setHeader("x-pod", pod);
    response.setHeader("x-version", version);
    response.on("error", () => response.destroy());
    answer(request, response).catch((error: unknown) => {
      if (!(error instanceof HttpProblem)) log("broken", { path: request.url?.split("?")[0], error: String(error) });
      answerProblem(response, error);
    });
  });
  // A body that does not come is not waited for.
  server.requestTimeout = 10_000;
  server.headersTimeout = 10_000;
  server.keepAliveTimeout = 30_000;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://chat");
    if (url.pathname === "/livez") return answerJson(response, 200, { live: true });
    if (url.pathname !== "/readyz") return service.handle(request, response, url);
    if (stopping) throw new HttpProblem(503, "stopping", "It was told to stop.");
    await service.ready().catch((error: unknown) => {
      throw new HttpProblem(503, "not-ready", error instanceof Error ? error.message : String(error));
    });
    answerJson(response, 200, { ready: true });
  }

  server.listen(port);
  await once(server, "listening");
  const listening = server.address() as AddressInfo;
  log("listening", { port: listening.port });

  return {
    port: listening.port,
    stop: async () => {
      stopping = true;
      for (const response of open) if (!response.headersSent) response.setHeader("connection", "close");
      log("stopping", { lingerMs });
      await delay(lingerMs);
      await endRequests(server, service);
      await service.close();
      log("stopped");
    },
  };
}

async function endRequests(server: Server, service: Service): Promise<void> {
  const closed = once(server, "close");
  server.close();
  service.stop?.();
  server.closeIdleConnections();
  const limit = setTimeout(() => server.closeAllConnections(), endLimitMs);
  await closed;
  clearTimeout(limit);
}
