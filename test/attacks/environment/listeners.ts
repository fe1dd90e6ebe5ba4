import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { closeServer } from "../../../server/listen.ts";
import { canary } from "./canary.ts";

/** Servers of the test's on this machine; all that they do is to answer with the canary. */
export class Listeners implements AsyncDisposable {
  readonly #servers: Server[] = [];

  /** Listens at one address, or at a unix socket; gives the port. */
  async open(where: { host: string; port: number } | { path: string }): Promise<number> {
    const server = createServer((_request, answer) => answer.end(canary)).listen(where);
    this.#servers.push(server);
    await once(server, "listening");
    return "path" in where ? 0 : (server.address() as AddressInfo).port;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#servers.map(closeServer));
  }
}
