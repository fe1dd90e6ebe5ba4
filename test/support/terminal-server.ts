import { once } from "node:events";
import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { io, type Socket } from "socket.io-client";
import type { Holder } from "../../clusters/holder/holder.ts";
import type { ClientToServer, ServerToClient } from "../../server/protocol.ts";
import { serveTerminals } from "../../server/terminal/serve-terminals.ts";

/** A browser's end of the line. */
export type ClientSocket = Socket<ServerToClient, ClientToServer>;

/** A real socket.io server on loopback that serves nothing but terminals, all of one holder. */
export class TerminalServer implements AsyncDisposable {
  readonly io: Server<ClientToServer, ServerToClient>;
  readonly reported: unknown[] = [];
  readonly #http: HttpServer = createServer();
  readonly #clients: ClientSocket[] = [];

  private constructor(holder: () => Holder | undefined) {
    this.io = new Server(this.#http, { transports: ["websocket"], serveClient: false });
    this.io.on("connection", (socket) => {
      serveTerminals(socket, { holder, announce: (names) => void this.io.emit("terminals", names), report: (error) => void this.reported.push(error) });
    });
  }

  static async start(holder: () => Holder | undefined, port = 0): Promise<TerminalServer> {
    const server = new TerminalServer(holder);
    server.#http.listen(port, "127.0.0.1");
    await once(server.#http, "listening");
    return server;
  }

  get port(): number {
    return (this.#http.address() as AddressInfo).port;
  }

  /** A connected client, which ends with the server. */
  async client(): Promise<ClientSocket> {
    const socket: ClientSocket = io(`http://127.0.0.1:${this.port}`, { transports: ["websocket"], forceNew: true, reconnectionDelay: 50, reconnectionDelayMax: 100 });
    this.#clients.push(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once("connect", resolve);
      socket.once("connect_error", reject);
    });
    return socket;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.#clients) client.disconnect();
    await this.io.close();
  }
}
