import { isUtf8 } from "node:buffer";
import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { HttpProblem } from "../http/problem.ts";

/** The most bytes that a message may have. */
export const longestMessage = 64 * 1024;

/** Takes a request's body as a message's text; throws {@link HttpProblem} when it is none. */
export function messageText(body: Buffer): Buffer {
  if (body.length === 0) throw new HttpProblem(400, "empty", "The message is empty. Nothing was stored.", "not-stored");
  if (!isUtf8(body) || body.includes(0)) throw new HttpProblem(415, "not-text", "The message is not text (UTF-8). Nothing was stored.", "not-stored");
  return body;
}

/** The message's id: the sender's own by `X-Message-Id`, so that what is sent again can be known again; else a fresh one. */
export function messageId(headers: IncomingHttpHeaders): string {
  const given = headers["x-message-id"];
  if (given === undefined) return randomUUID();
  if (typeof given === "string" && /^[\x21-\x7e]{1,100}$/.test(given)) return given;
  throw new HttpProblem(400, "bad-id", "X-Message-Id must have 1 to 100 visible ASCII characters. Nothing was stored.", "not-stored");
}

/** The sender's name by `X-Chat-User`; `anonymous` without. */
export function senderName(headers: IncomingHttpHeaders): string {
  const given = headers["x-chat-user"];
  if (given === undefined) return "anonymous";
  // Node gives each byte of a header as one character; people write their names in UTF-8.
  const bytes = Buffer.from(String(given), "latin1");
  return checkName(isUtf8(bytes) ? bytes.toString("utf8") : String(given));
}

/** A name as it is shown: 1 to 40 characters, no control characters. */
export function checkName(name: unknown): string {
  const trimmed = typeof name === "string" ? name.trim() : "";
  if (trimmed.length >= 1 && [...trimmed].length <= 40 && !/\p{Cc}/u.test(trimmed)) return trimmed;
  throw new HttpProblem(400, "bad-name", "A name has 1 to 40 characters and no control characters.", "not-stored");
}

/** Kafka's own rule for names of topics: no other name can exist. */
export function isTopicName(name: string): boolean {
  return /^[\w.-]{1,249}$/.test(name) && name !== "." && name !== "..";
}
