import { rm } from "node:fs/promises";
import { createConnection, createServer, type Server, type Socket } from "node:net";

/** A unix socket in front of another one, which can be taken away and brought back: what stands behind it seems to have stopped. */
export class UnixRelay implements AsyncDisposable {
  readonly path: string;
  readonly #target: string;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;

  constructor(path: string, target: string) {
    this.path = path;
    this.#target = target;
  }

  /** Does nothing while it is open. */
  async open(): Promise<void> {
    if (this.#server) return;
    const server = createServer({ allowHalfOpen: true }, (near) => {
      const far = createConnection({ path: this.#target, allowHalfOpen: true });
      for (const [from, to] of [[near, far], [far, near]] as const) {
        this.#sockets.add(from);
        from.pipe(to);
        from.on("error", () => to.destroy());
        from.on("close", () => this.#sockets.delete(from));
      }
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(this.path, resolve));
  }

  /** Breaks every connection and takes no new ones. */
  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    const server = this.#server;
    this.#server = undefined;
    if (server) await new Promise((resolve) => server.close(resolve));
    await rm(this.path, { force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
