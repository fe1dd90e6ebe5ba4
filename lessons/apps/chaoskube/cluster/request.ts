import { Agent as HttpAgent, request as requestHttp } from "node:http";
import { Agent as HttpsAgent, request as requestHttps } from "node:https";
import type { Connection } from "./connection.ts";

/** What to ask the API server. */
export interface ApiRequest {
  method: "GET" | "POST" | "DELETE";
  /** Path and query. */
  path: string;
  body?: unknown;
  signal: AbortSignal;
}

/** Asks the API server once; gives the answer's JSON. Rejects with {@link ApiError}, or with what kept it from being reached. */
export type Ask = (request: ApiRequest) => Promise<unknown>;

/** The API server refused; the message is its own. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Opens a way to ask. Node's own https, as fetch takes neither an authority nor a client certificate, and the official client is larger than all the rest of this program. */
export function openRequests(connection: Connection): Ask {
  const { ca, certificate, serverName, insecure } = connection;
  const secure = new URL(connection.server).protocol === "https:";
  // A round asks a few times and is then quiet for long: connections are kept for a round only.
  const agent = secure ? new HttpsAgent({ keepAlive: true, timeout: 5_000, ca, ...certificate, servername: serverName, rejectUnauthorized: !insecure }) : new HttpAgent({ keepAlive: true, timeout: 5_000 });
  return async ({ method, path, body, signal }) => {
    const token = await connection.token?.();
    const content = body === undefined ? undefined : JSON.stringify(body);
    const headers = { accept: "application/json", "user-agent": "chaoskube (Tatami's stand-in)", ...(token && { authorization: `Bearer ${token}` }), ...(content !== undefined && { "content-type": "application/json", "content-length": Buffer.byteLength(content) }) };
    return await new Promise((resolve, reject) => {
      const request = (secure ? requestHttps : requestHttp)(new URL(path, connection.server), { method, headers, agent, signal }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString();
          const status = response.statusCode ?? 0;
          if (status < 200 || status > 299) reject(new ApiError(status, messageOf(text) ?? `the server answered ${status}`));
          else resolve(JSON.parse(text));
        });
      });
      request.on("error", reject);
      request.end(content);
    });
  };
}

/** The sentence in a Status object. */
function messageOf(text: string): string | undefined {
  try {
    const { message } = JSON.parse(text) as { message?: unknown };
    return typeof message === "string" && message !== "" ? message : undefined;
  } catch {
    return text.trim().slice(0, 200) || undefined;
  }
}
