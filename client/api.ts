import { isRefusal, type Reply, type Trouble } from "./trouble.ts";

const timeoutMs = 15_000;

/** GETs plain data from the server; never rejects. */
export async function get<T>(path: string, signal?: AbortSignal): Promise<Reply<{ data: T }>> {
  const reply = await send(path, { method: "GET" }, signal);
  return reply.ok ? { ok: true, data: reply.body as T } : reply;
}

/** POSTs JSON to the server and answers its answer; never rejects. */
export async function post<T = object>(path: string, body: object): Promise<Reply<T>> {
  const reply = await send(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  return reply.ok ? (reply.body as Reply<T>) : reply;
}

async function send(path: string, request: RequestInit, signal?: AbortSignal): Promise<Reply<{ body: unknown }>> {
  const limit = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(path, { ...request, signal: signal ? AbortSignal.any([signal, limit]) : limit });
    const body: unknown = await response.json();
    if (isRefusal(body)) return body;
    if (response.ok) return { ok: true, body };
    return refused("internal", `${path} answered ${response.status}`);
  } catch (error) {
    // fetch rejects with TypeError (no network) or DOMException (time limit, abort), json with SyntaxError (a proxy's page).
    if (limit.aborted) return refused("no-answer", `${path} did not answer within ${timeoutMs} ms`);
    return refused("unreachable", `${path}: ${String(error)}`);
  }
}

function refused(code: Trouble["code"], message: string): { ok: false; problem: Trouble } {
  return { ok: false, problem: { code, message } };
}
