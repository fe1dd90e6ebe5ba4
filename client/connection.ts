import { signal } from "@preact/signals";
import { io, type Socket } from "socket.io-client";
import type { ClientToServer, ServerToClient } from "../server/protocol.ts";
import { isRefusal, type Reply, type Trouble } from "./trouble.ts";

/** How the line to the server is: `lost` was connected before and tries again by itself; `closing` is a lost line that the server announced. */
export type Line = "off" | "connecting" | "connected" | "lost" | "closing";

type Requests = { [Event in keyof ClientToServer]: Parameters<ClientToServer[Event]> extends [infer Request, (answer: infer A) => void] ? [Request, A] : never };
type Asked = { [Event in keyof Requests]: Requests[Event] extends [object, unknown] ? Event : never }[keyof Requests];
type Plain = "lesson:leave" | "lesson:restart" | "lesson:rebuild" | "environment:extend" | "window:stop";

/** The page's one connection. WebSocket only: long polling would need sticky routing and loses the order of bytes. */
export const socket: Socket<ServerToClient, ClientToServer> = io({
  autoConnect: false,
  transports: ["websocket"],
  reconnectionDelay: 200,
  reconnectionDelayMax: 2_000,
  randomizationFactor: 0.4,
  timeout: 8_000,
});

export const line = signal<Line>("off");

/** Why the server takes no connection of this page, while it takes none; it is not tried again by itself then. */
export const lineRefusal = signal<Trouble | undefined>(undefined);

socket.on("connect", () => {
  line.value = "connected";
  lineRefusal.value = undefined;
});
socket.on("connect_error", (error) => {
  const { data } = error as Error & { data?: Trouble };
  lineRefusal.value = data;
});
socket.on("closing", () => (line.value = "closing"));
socket.on("disconnect", (reason) => {
  if (reason === "io client disconnect") line.value = "off";
  else if (line.value !== "closing") line.value = "lost";
  // The server ended this connection itself (a restart, a session that is over): socket.io would stay silent for good.
  if (reason === "io server disconnect") socket.connect();
});

/** Connects unless it is connected already; a line that was lost keeps trying. */
export function openLine(): void {
  if (socket.active) return;
  line.value = "connecting";
  socket.connect();
}

export function closeLine(): void {
  socket.disconnect();
  line.value = "off";
}

/** Tries again now instead of at the next attempt. */
export function tryLineNow(): void {
  socket.disconnect();
  line.value = "lost";
  socket.connect();
}

/** Asks the server and waits for its answer; never rejects, and never sends later what could not be sent now. */
export async function ask<Event extends Asked>(event: Event, request: Requests[Event][0], timeoutMs = 20_000): Promise<Requests[Event][1] | Extract<Reply, { ok: false }>> {
  return askWith(event, [request], timeoutMs) as Promise<Requests[Event][1]>;
}

/** Like {@link ask}, for what needs no request. */
export async function askPlain(event: Plain, timeoutMs = 20_000): Promise<Reply> {
  return askWith(event, [], timeoutMs);
}

async function askWith(event: string, request: unknown[], timeoutMs: number): Promise<Reply> {
  // Somebody who has just come in may click before the line is there.
  if (line.value === "connecting") await firstConnection(timeoutMs);
  if (!socket.connected) return { ok: false, problem: { code: "not-connected", message: `${event}: not connected` } };
  try {
    // The two functions above keep the pair of event and request right; socket.io's own types cannot carry the generic.
    const untyped = socket.timeout(timeoutMs) as unknown as { emitWithAck(event: string, ...request: unknown[]): Promise<Reply> };
    return await untyped.emitWithAck(event, ...request);
  } catch (error) {
    return isRefusal(error) ? error : { ok: false, problem: { code: "no-answer", message: `${event}: ${String(error)}` } };
  }
}

/** Resolves when the page's first connection is there or has failed, or after the time. */
function firstConnection(timeoutMs: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      socket.off("connect", done).off("connect_error", done);
      resolve();
    };
    const timer = setTimeout(done, timeoutMs);
    socket.on("connect", done).on("connect_error", done);
  });
}
