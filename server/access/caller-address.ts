import type { IncomingMessage } from "node:http";
import { isLoopback } from "../config.ts";

/** The address that a request comes from: its connection's, or what a reverse proxy on this machine says of it in X-Forwarded-For; the same rule as the app's "trust proxy". */
export function callerAddress({ socket, headers }: Pick<IncomingMessage, "headers"> & { socket: { remoteAddress?: string | undefined } }): string | undefined {
  const forwarded = String(headers["x-forwarded-for"] ?? "").split(",").map((address) => address.trim()).filter(Boolean);
  const way = [socket.remoteAddress, ...forwarded.reverse()];
  return way.find((address) => !isOwnAddress(address)) ?? way.at(-1);
}

/** True for this machine's loopback addresses, also as a server for both protocols shows them. */
export function isOwnAddress(address: string | undefined): boolean {
  return address !== undefined && isLoopback(address.replace(/^::ffff:/i, ""));
}
