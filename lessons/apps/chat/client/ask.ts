import { request } from "node:http";

/** An answer that was read to its end. */
export interface Answer {
  status: number;
  cookies: string[];
  body: string;
}

/** Asks a server over HTTP and reads the whole answer. Throws when there is none within the limit. */
export async function ask(url: URL, { method = "GET", headers = {}, body, limitMs = 12_000 }: { method?: string; headers?: Record<string, string>; body?: string; limitMs?: number }): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request(url, { method, headers, signal: AbortSignal.timeout(limitMs), agent: false }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.once("end", () => resolve({ status: answer.statusCode ?? 0, cookies: answer.headers["set-cookie"] ?? [], body: Buffer.concat(parts).toString() }));
      answer.once("error", reject);
    });
    asking.once("error", reject);
    asking.end(body);
  });
}
