import { once } from "node:events";
import { connect } from "node:net";
import type { Duplex } from "node:stream";

/** Connections to this host's own loopback, paused as a holder gives them. */
export const directConnect = {
  async connect(port: number): Promise<Duplex> {
    const socket = connect({ host: "127.0.0.1", port, allowHalfOpen: true });
    await once(socket, "connect");
    socket.pause();
    return socket;
  },
};
