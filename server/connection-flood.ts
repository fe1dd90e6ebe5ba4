import type { Socket } from "socket.io";
import { RateLimit } from "./access/rate-limit.ts";
import { endUnread } from "./unread.ts";

/** What one connection may send, whoever's it is: packets of socket.io, attempts to be let in among them, and bytes. A page in use stays far below. */
const packetRate = { burst: 8_000, perSecond: 2_000 };
const attemptRate = { burst: 20, perSecond: 1 };
const byteRate = { burst: 16 * 2 ** 20, perSecond: 4 * 2 ** 20 };

/** Why a connection was ended. */
export type Flood = "packets" | "attempts" | "bytes" | "unread";

/**
 * Ends a connection that sends more than a page does, or does not take what it is sent, before socket.io has looked at any of it: a stranger needs no cookie to open one. `onEnd` hears of it once; a page
 * connects again by itself.
 */
export function endFlood(connection: Socket["conn"], onEnd: (flood: Flood) => void): void {
  const { socket } = connection.request;
  const [packets, attempts, bytes] = [packetRate, attemptRate, byteRate].map((rate) => new RateLimit(rate)) as [RateLimit, RateLimit, RateLimit];
  let ended = false;
  const end = (flood: Flood): void => {
    if (ended) return;
    ended = true;
    onEnd(flood);
    // What came with it in one piece of the network's would still be read.
    connection.removeAllListeners("data");
    socket.destroy();
  };
  socket.on("data", (data: Buffer) => {
    if (!bytes.take("", data.length)) end("bytes");
  });
  connection.on("packet", ({ type, data }: { type: string; data?: string | Buffer }) => {
    if (!packets.take("")) end("packets");
    // socket.io's CONNECT: each makes a socket, an answer, and a question to the store.
    else if (type === "message" && typeof data === "string" && data.startsWith("0") && !attempts.take("")) end("attempts");
  });
  endUnread(connection, () => end("unread"));
}
