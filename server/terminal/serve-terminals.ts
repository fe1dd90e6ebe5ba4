import type { Socket } from "socket.io";
import type { Holder } from "../../clusters/holder/holder.ts";
import type { ClientToServer, ServerToClient } from "../protocol.ts";

/** A socket of the server; the socket layer's own data is of no concern here. */
// biome-ignore lint: the socket layer's inter-server events and data are its own.
export type TerminalSocket = Socket<ClientToServer, ServerToClient, any, any>;

/** What the socket layer lends to the terminals of one socket. */
export interface TerminalHost {
  /** The toolbox of the caller's own session right now; undefined while there is none. Asked anew at every attach and close. */
  holder: () => Holder | undefined;
  /** Told the names of the open terminals after one was opened or closed, to pass on to all sockets of the session; without it only this socket is told. */
  announce?: (names: string[]) => void;
  /** Told what went wrong in a way that the learner cannot help, for the log. */
  report?: (error: unknown) => void;
}

/** The terminals of one socket. */
export interface ServedTerminals extends Disposable {
  /** Ends every attachment of this socket, e.g. because the environment is being replaced; the client attaches anew. */
  detachAll(): void;
}

/**
 * Handles every `terminal:*` event of one socket: `serveTerminals(socket, { holder: () => session.environment?.holder })`, once per connection,
 * after the session cookie was checked. Everything ends with the socket's `disconnect`; dispose is for a server that stops earlier.
 */
export function serveTerminals(socket: TerminalSocket, host: TerminalHost): ServedTerminals {
  throw new Error(`being written: ${socket.id} ${typeof host.holder}`);
}
