import { type IncomingHttpHeaders, type IncomingMessage, type OutgoingHttpHeaders, validateHeaderName, validateHeaderValue } from "node:http";
import { withoutPlatformCookies, withoutPlatformSetCookies } from "../access/cookies.ts";

/** Headers that belong to one connection and not to the message (RFC 9110, 7.6.1). */
const hopByHop = ["connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"];

/** Headers by which a learner's app could reach beyond its own origin: other ports of the host share cookies, storage rules and certificates with it. */
const beyondOrigin = ["clear-site-data", "strict-transport-security", "alt-svc", "public-key-pins", "service-worker-allowed", "nel", "report-to"];

/** A browser's request headers as the learner's app may see them. */
export function requestHeaders(headers: IncomingHttpHeaders, options: { upgrade: boolean }): OutgoingHttpHeaders {
  const kept = without(headers, hopByHop);
  for (const name of Object.keys(kept)) if (name.startsWith("x-forwarded-") || name === "forwarded") delete kept[name];
  const cookies = withoutPlatformCookies(headers.cookie);
  delete kept["cookie"];
  if (cookies !== undefined) kept["cookie"] = cookies;
  kept["connection"] = options.upgrade ? "Upgrade" : "close";
  if (options.upgrade && headers.upgrade !== undefined) kept["upgrade"] = headers.upgrade;
  return kept;
}

/** What of an app's answer comes before its body. */
export interface AnswerHead {
  status: number;
  headers: OutgoingHttpHeaders;
}

/**
 * The head of the app's answer as the browser may see it: without its own words for the status, which may hold control characters. Undefined
 * when it is none that can be passed on: Node's parser takes every number of three digits for a status, and Node throws where it writes one.
 */
export function answerHead({ statusCode = 0, headers }: Pick<IncomingMessage, "statusCode" | "headers">, options: { upgrade: boolean }): AnswerHead | undefined {
  const isFinal = statusCode >= 200 && statusCode <= 999;
  if (options.upgrade ? statusCode !== 101 : !isFinal) return undefined;
  const kept = responseHeaders(headers, options);
  return canBeWritten(kept) ? { status: statusCode, headers: kept } : undefined;
}

function responseHeaders(headers: IncomingHttpHeaders, options: { upgrade: boolean }): OutgoingHttpHeaders {
  const kept = without(headers, [...hopByHop, ...beyondOrigin]);
  const cookies = withoutPlatformSetCookies(headers["set-cookie"] ?? []);
  delete kept["set-cookie"];
  if (cookies.length > 0) kept["set-cookie"] = cookies;
  if (options.upgrade) {
    kept["connection"] = "Upgrade";
    if (headers.upgrade !== undefined) kept["upgrade"] = headers.upgrade;
  }
  return kept;
}

/** False for what Node would throw at when it writes it; its parser refuses the same today. */
function canBeWritten(headers: OutgoingHttpHeaders): boolean {
  try {
    for (const [name, value] of Object.entries(headers)) {
      validateHeaderName(name);
      for (const one of [value].flat()) validateHeaderValue(name, String(one));
    }
    return true;
  } catch {
    return false;
  }
}

function without(headers: IncomingHttpHeaders, names: readonly string[]): OutgoingHttpHeaders {
  const named = String(headers.connection ?? "").split(",").map((name) => name.trim().toLowerCase());
  const dropped = new Set([...names, ...named]);
  return Object.fromEntries(Object.entries(headers).filter(([name, value]) => value !== undefined && !dropped.has(name)));
}
