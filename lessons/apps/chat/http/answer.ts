import type { ServerResponse } from "node:http";
import { HttpProblem } from "./problem.ts";

/** Ends an answer with JSON. */
export function answerJson(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", "cache-control": "no-store", "content-length": Buffer.byteLength(text), ...headers });
  response.end(text);
}

/** Ends an answer with what went wrong; when it has begun already, only the connection can say so. */
export function answerProblem(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) return void response.destroy();
  const problem = error instanceof HttpProblem ? error : new HttpProblem(500, "broken", "Something is broken in this program; its log says what.");
  // What is left of a refused body is thrown away as it comes, so that the sender reads the answer; a very large one is not waited for.
  const unread = Number(response.req.headers["content-length"] ?? 0) > 4 * 1024 * 1024 ? { connection: "close" } : undefined;
  answerJson(response, problem.status, { error: problem.message, reason: problem.reason, ...(problem.outcome && { outcome: problem.outcome }) }, unread);
}
