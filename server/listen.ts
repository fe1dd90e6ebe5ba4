import { once } from "node:events";
import type { Server } from "node:http";

/** A port that could not be listened on; the message says what to do. */
export class ListenError extends Error {
  override readonly name = "ListenError";
}

/** Listens, and gives the port (a free one for port 0). `option` is the setting that names the port. Throws ListenError. */
export async function listen(server: Server, { port, host, option }: { port: number; host: string; option: string }): Promise<number> {
  try {
    server.listen({ port, host });
    await once(server, "listening");
  } catch (error) {
    throw new ListenError(sentence(error as NodeJS.ErrnoException, { port, host, option }), { cause: error });
  }
  const address = server.address();
  if (typeof address !== "object" || !address) throw new ListenError(`${host}:${port} gave no port`);
  return address.port;
}

/** Closes a server and, at once, every connection to it. */
export async function closeServer(server: Server): Promise<void> {
  const closed = server.listening ? once(server, "close") : undefined;
  server.close();
  server.closeAllConnections();
  await closed;
}

function sentence(error: NodeJS.ErrnoException, { port, host, option }: { port: number; host: string; option: string }): string {
  switch (error.code) {
    case "EADDRINUSE":
      return `port ${port} on ${host} is taken by another program; end it (maybe an earlier Tatami), or choose another port with ${option}`;
    case "EACCES":
      return `port ${port} is reserved for root; choose one above 1023 with ${option}`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `${host} is no address of this machine; choose one with --host`;
    default:
      return `port ${port} on ${host} cannot be listened on: ${error.message}`;
  }
}
