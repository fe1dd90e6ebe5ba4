import type { Socket } from "socket.io";

/** Twice what all terminals of a learner may have under way, and room for everything else that a page is told in a minute. */
const mostUnreadBytes = 8 * 1024 * 1024;

/** Ends a connection whose client does not take what it is sent: it would pile up in this process. `onEnd` hears of it; a page connects again by itself. */
export function endUnread(connection: Pick<Socket["conn"], "on" | "request">, onEnd: () => void): void {
  let waiting = 0;
  let ended = false;
  // While the network takes nothing, nothing is flushed, and what is created waits in this process.
  connection.on("flush", () => (waiting = 0));
  connection.on("packetCreate", ({ data }: { data?: string | Buffer }) => {
    waiting += data?.length ?? 0;
    if (waiting <= mostUnreadBytes || ended) return;
    ended = true;
    onEnd();
    // A WebSocket's own way to close waits for the other side, and keeps what is under way until then.
    connection.request.socket.destroy();
  });
}
