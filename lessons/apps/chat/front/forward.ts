import { request as ask, type IncomingMessage, type ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { HttpProblem } from "../http/problem.ts";

/** A server behind this one has so long for its answer's beginning; a stream then goes on as long as it likes. */
const answerMs = 12_000;

/** Of one connection and for it alone; the others are made anew for each hop. */
const hopHeaders = new Set(["connection", "keep-alive", "transfer-encoding", "upgrade", "te", "trailer", "proxy-connection", "expect"]);

/** Passes a request on to another server, and its answer back as it comes. */
export async function forward(request: IncomingMessage, response: ServerResponse, target: string): Promise<void> {
  const url = new URL(request.url ?? "/", "http://chat");
  let sent = false;
  // A connection for each request: each goes to one of the Pods afresh, and none is sent on a line that has just ended.
  const onward = ask(new URL(url.pathname + url.search, target), { method: request.method, headers: { ...passedOn(request.headers), ...bodyLength(request) }, agent: false });
  onward.once("socket", (socket) => socket.once("connect", () => (sent = true)));
  const limit = setTimeout(() => onward.destroy(new Error(`no answer within ${answerMs / 1_000} s`)), answerMs);
  response.once("close", () => onward.destroy());
  const answered = Promise.withResolvers<IncomingMessage>();
  onward.once("response", answered.resolve);
  onward.on("error", answered.reject);
  request.pipe(onward);
  try {
    const answer = await answered.promise;
    clearTimeout(limit);
    response.writeHead(answer.statusCode ?? 502, passedOn(answer.headers));
    response.flushHeaders();
    // An end on either side is the end of both; the reader comes again.
    await pipeline(answer, response).catch(() => response.destroy());
  } catch (error) {
    if (response.destroyed) return;
    // Once the connection stood, the message may have been taken.
    const outcome = request.method === "POST" && sent ? "unknown" : "not-stored";
    throw new HttpProblem(503, "server-away", `The chat's server ${new URL(target).host} does not answer now: ${error instanceof Error ? error.message : String(error)}.`, outcome);
  } finally {
    clearTimeout(limit);
  }
}

function passedOn(headers: IncomingMessage["headers"]): Record<string, string | string[]> {
  return Object.fromEntries(Object.entries(headers).filter((entry): entry is [string, string | string[]] => entry[1] !== undefined && !hopHeaders.has(entry[0])));
}

/** Without one of these, Node would take the request's body for chunked even where there is none. */
function bodyLength({ headers }: IncomingMessage): Record<string, string> {
  return headers["content-length"] === undefined && headers["transfer-encoding"] === undefined ? { "content-length": "0" } : {};
}
