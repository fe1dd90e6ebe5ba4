import { type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import type { Outcome } from "../attack.ts";

/** What the server answered. */
export interface Reply {
  status: number;
  body: string;
}

/** Sends a body, as a page or a form would. */
export async function post(url: string, path: string, body: string, headers: Record<string, string>): Promise<Reply> {
  const response = await fetch(url + path, { method: "POST", body, headers });
  return { status: response.status, body: await response.text() };
}

/** Asks for a path as it is: fetch would tidy the path up, and set the Host header. */
export async function raw(url: string, path: string, headers: Record<string, string>): Promise<Reply> {
  const { hostname, port } = new URL(url);
  const asked = request({ hostname, port, path, headers }).end();
  return await new Promise((resolve, reject) => {
    asked.on("error", reject);
    asked.on("response", async (response) => resolve({ status: response.statusCode ?? 0, body: await text(response) }));
  });
}

/** How the server answers a browser that wants to open a WebSocket. */
export async function upgrade(url: string, headers: Record<string, string>): Promise<string> {
  const { hostname, port } = new URL(url);
  const wanted = { connection: "Upgrade", upgrade: "websocket", "sec-websocket-version": "13", "sec-websocket-key": Buffer.alloc(16).toString("base64") };
  const asked = request({ hostname, port, path: "/socket.io/?EIO=4&transport=websocket", headers: { ...headers, ...wanted } }).end();
  return await new Promise((resolve, reject) => {
    const told = ({ statusCode, statusMessage }: IncomingMessage) => resolve(`${statusCode} ${statusMessage}`);
    asked.on("error", reject).on("response", (response) => void told(response.resume()));
    asked.on("upgrade", (response, socket) => {
      socket.destroy();
      told(response);
    });
  });
}

/** A body for who was let in, and the refusal for who was not. */
export function answerOf({ status, body }: Reply): Outcome {
  return status >= 200 && status < 300 ? { got: body } : { refused: body };
}
