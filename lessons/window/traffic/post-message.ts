import { type IncomingMessage, request as httpRequest } from "node:http";
import type { HolderAgent } from "./holder-agent.ts";
import type { Outcome } from "../history/ledger.ts";
import type { WindowTarget } from "../window.ts";

/** What {@link postMessage} needs beside the text. */
export interface PostOptions {
  agent: HolderAgent;
  target: WindowTarget;
  headers: Record<string, string>;
  /** After so long nobody knows whether it was stored. */
  timeoutMs: number;
  signal: AbortSignal;
}

const bodyLimit = 16 * 1024;
/** Answers that say "it is stored". Others below 300, such as 202 "accepted", do not. */
const stored = new Set([200, 201, 204]);

/** Sends one message and says what became of it; never rejects. Only what certainly never arrived, or was answered so, has failed. */
export async function postMessage(text: string, { agent, target, headers, timeoutMs, signal }: PostOptions): Promise<Outcome> {
  if (signal.aborted) return "failed";
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  const body = Buffer.from(text);
  /** Nothing is sent before there is a connection. */
  let connected = false;
  let answered: Outcome | undefined;
  const end = () => resolve(answered ?? (connected ? "unknown" : "failed"));
  const request = httpRequest({
    agent,
    method: "POST",
    host: "127.0.0.1",
    port: target.port,
    path: target.path,
    headers: { "content-type": "text/plain; charset=utf-8", "content-length": body.length, ...headers },
  });
  // A request that still waits for its connection says nothing when it is destroyed: the answer does not wait for it.
  const cut = () => {
    end();
    request.destroy();
  };
  const timer = setTimeout(cut, timeoutMs);
  signal.addEventListener("abort", cut, { once: true });
  request.once("socket", () => (connected = true));
  request.once("response", (response) => {
    answered = byStatus(response.statusCode ?? 0);
    readBody(response).then((content) => resolve(answered ?? byBody(content)), end);
  });
  request.on("error", end);
  request.end(body);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", cut);
  }
}

/** Undefined when the body has to say it. */
function byStatus(status: number): Outcome | undefined {
  if (stored.has(status)) return "ok";
  if (status === 503) return undefined;
  return status >= 400 && status < 500 ? "failed" : "unknown";
}

function byBody(body: string): Outcome {
  try {
    return (JSON.parse(body) as { outcome?: unknown } | null)?.outcome === "not-stored" ? "failed" : "unknown";
  } catch {
    // Some proxy's page, not the sink's own word.
    return "unknown";
  }
}

async function readBody(response: IncomingMessage): Promise<string> {
  let body = "";
  response.setEncoding("utf8");
  for await (const part of response) if (body.length < bodyLimit) body += part;
  return body;
}
