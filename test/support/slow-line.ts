import { once } from "node:events";
import { type AddressInfo, createConnection, createServer, type Server, type Socket } from "node:net";

/** A line to a server on this machine that can go dead: bytes stop in both directions, and no connection is told. */
export class SlowLine implements AsyncDisposable {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #dead = false;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async to(url: string): Promise<SlowLine> {
    const { hostname, port } = new URL(url);
    const line = new SlowLine(createServer({ pauseOnConnect: true }, (near) => line.#carry(near, createConnection(Number(port), hostname))));
    line.#server.listen(0, "127.0.0.1");
    await once(line.#server, "listening");
    return line;
  }

  /** Where the server is, through this line. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Nothing passes any more. */
  cut(): void {
    this.#dead = true;
    for (const socket of this.#sockets) socket.pause();
  }

  /** What was held back passes, and all that follows. */
  mend(): void {
    this.#dead = false;
    for (const socket of this.#sockets) socket.resume();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #carry(near: Socket, far: Socket): void {
    for (const [from, to] of [[near, far], [far, near]] as const) {
      this.#sockets.add(from);
      from.on("data", (data) => to.write(data));
      from.on("error", () => to.destroy());
      from.on("close", () => {
        this.#sockets.delete(from);
        to.destroy();
      });
      if (this.#dead) from.pause();
      else from.resume();
    }
  }
}
