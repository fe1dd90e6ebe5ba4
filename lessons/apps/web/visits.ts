import { connect } from "node:net";

/** Counts one more visit in the Redis at `host:port`, and gives the number. Rejects within a second when Redis does not answer. */
export function countVisit(address: string): Promise<number> {
  const [host = "", port] = address.split(":");
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port: Number(port ?? 6379) });
    // Covers the look-up of the name, too, which a time limit of the socket does not.
    const late = setTimeout(() => socket.destroy(new Error("no answer within a second")), 1_000);
    let reply = "";
    socket.setEncoding("utf8");
    socket.once("connect", () => socket.write("INCR visits\r\n"));
    socket.on("data", (text: string) => {
      reply += text;
      if (!reply.includes("\r\n")) return;
      const [, number] = /^:(\d+)\r\n/.exec(reply) ?? [];
      if (number === undefined) return void socket.destroy(new Error(reply.trim().slice(0, 100)));
      resolve(Number(number));
      socket.end();
    });
    socket.once("error", reject);
    socket.once("close", () => {
      clearTimeout(late);
      // Without effect when the number is there already.
      reject(new Error("Redis closed the connection"));
    });
  });
}
