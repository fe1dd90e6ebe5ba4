import { closeSync, constants, fstatSync, openSync } from "node:fs";
import { connect, type Socket } from "node:net";

/** open(2)'s O_PATH, which Node does not name: the place itself, without opening what is there. */
const pathOnly = 0o10000000;

/**
 * Connects to the unix socket at `path`, and never to what a link there points to: whoever is root in a toolbox can put anything in the
 * place of its socket, and a link would be followed on this side. Throws when there is no socket.
 */
export function connectToSocket(path: string): Socket {
  const place = openSync(path, pathOnly | constants.O_NOFOLLOW);
  let open = true;
  const close = (): void => {
    if (open) closeSync(place);
    open = false;
  };
  try {
    if (!fstatSync(place).isSocket()) throw new Error("something else is in the place of its socket");
    return connect({ path: `/proc/self/fd/${place}`, allowHalfOpen: true }).once("connect", close).once("close", close);
  } catch (error) {
    close();
    throw error;
  }
}
