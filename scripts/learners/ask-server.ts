import { request } from "node:http";
import { json } from "node:stream/consumers";
import type { Problem } from "../../server/protocol.ts";
import { operatorSocket } from "../../server/operator/operator-socket.ts";

const answerMs = 10_000;

/** Asks the server of a state folder by its operator's socket. Throws an Error whose message says what to do. */
export async function askServer<T>(stateDir: string, method: "GET" | "POST", path: string): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; body: unknown }>();
  const asked = request({ socketPath: operatorSocket(stateDir), method, path, agent: false, signal: AbortSignal.timeout(answerMs) }, (response) => {
    json(response).then((body) => resolve({ status: response.statusCode ?? 0, body }), reject);
  });
  asked.on("error", reject).end();
  const { status, body } = await promise.catch((error: unknown) => {
    throw new Error(sentence(error as NodeJS.ErrnoException, stateDir), { cause: error });
  });
  if (status !== 200) throw new Error((body as Problem).message);
  return body as T;
}

function sentence({ code, name, message }: NodeJS.ErrnoException, stateDir: string): string {
  if (code === "ENOENT" || code === "ECONNREFUSED") return `nothing serves from ${stateDir}: start it with \`npm start\`, or name another folder with --state`;
  if (code === "EACCES") return `${stateDir} belongs to another user: run this as the one who started Tatami`;
  if (name === "AbortError" || name === "TimeoutError") return `the server of ${stateDir} did not answer within ${answerMs / 1_000} s: look at its terminal`;
  return `the server of ${stateDir} cannot be asked: ${message}`;
}
