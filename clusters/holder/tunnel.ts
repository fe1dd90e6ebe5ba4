import { connect, type Socket } from "node:net";
import { line } from "./wire.ts";

const timeoutMs = 5_000;

/** Joins the connection to whoever listens on `port`: on the toolbox's loopback, else on the cluster's node. Half-closed and slow ends stay so. */
export async function openTunnel(socket: Socket, port: number, node: string): Promise<void> {
  const failures: string[] = [];
  for (const host of ["127.0.0.1", "::1", node]) {
    try {
      const target = await dial(host, port);
      join(socket, target);
      return;
    } catch (error) {
      failures.push(`${host}: ${(error as NodeJS.ErrnoException).code ?? (error as Error).message}`);
    }
  }
  throw new Error(`nobody listens on port ${port} (${failures.join(", ")})`);
}

function dial(host: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const target = connect({ host, port, allowHalfOpen: true });
    const limit = setTimeout(() => target.destroy(new Error("no answer")), timeoutMs);
    target.once("error", (error) => {
      clearTimeout(limit);
      reject(error);
    });
    target.once("connect", () => {
      clearTimeout(limit);
      resolve(target);
    });
  });
}

function join(socket: Socket, target: Socket): void {
  socket.setTimeout(0);
  target.on("error", () => socket.destroy());
  target.on("close", () => {
    if (!target.readableEnded) socket.destroy();
  });
  socket.on("error", () => target.destroy());
  socket.on("close", () => target.destroy());
  socket.write(line({ ok: true }));
  socket.pipe(target);
  target.pipe(socket);
}
