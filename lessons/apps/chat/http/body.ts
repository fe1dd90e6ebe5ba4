import type { IncomingMessage } from "node:http";
import { HttpProblem } from "./problem.ts";

/** Reads a request's body to its end, if it has no more than `limit` bytes; else throws {@link HttpProblem} 413 without reading on. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const tooLarge = () => new HttpProblem(413, "too-large", `A message has at most ${limit} bytes; this one is longer. Nothing was stored.`, "not-stored");
  if (Number(request.headers["content-length"] ?? 0) > limit) throw tooLarge();
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let length = 0;
    request.on("data", (part: Buffer) => {
      length += part.length;
      parts.push(part);
      if (length <= limit) return;
      parts.length = 0;
      request.removeAllListeners("data").pause();
      reject(tooLarge());
    });
    request.once("end", () => resolve(Buffer.concat(parts)));
    request.once("close", () => reject(new HttpProblem(400, "cut-off", "The connection ended before the whole message was here. Nothing was stored.", "not-stored")));
    request.once("error", reject);
  });
}
