import type { IncomingHttpHeaders } from "node:http";
import { isLoopback } from "../config.ts";
import { isOwnAddress } from "./caller-address.ts";

/** What is looked at of a request: its headers, and who brought them by what. */
interface Asking {
  headers: IncomingHttpHeaders;
  socket: { remoteAddress?: string | undefined; encrypted?: boolean };
}

/**
 * True when no other site's page can have sent this: browsers tell where a request comes from, and other programs have no cookie jar to abuse.
 * Another port of the same host is another origin: learners' web previews live there.
 * So is plain HTTP where the page is served over TLS: whoever sits on the way writes what comes by it.
 */
export function isSameOrigin(request: Asking): boolean {
  const { headers } = request;
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") return false;
  const { origin, host } = headers;
  if (origin === undefined) return true;
  if (host === undefined || !URL.canParse(origin)) return false;
  const { host: from, protocol } = new URL(origin);
  // Not the other way round: a proxy with TLS may say nothing of it, and its page is at https all the same.
  if (protocol === "http:" && isOverTls(request)) return false;
  // An origin does not name the port that its protocol has anyway; a Host header may.
  return from === host.toLowerCase().replace(protocol === "https:" ? /:443$/ : /:80$/, "");
}

/** True when the page is served over TLS: by this server, or by a reverse proxy on this machine that says so; the same rule as that of the cookies' Secure (the app's "trust proxy"). */
function isOverTls({ headers, socket }: Asking): boolean {
  const [forwarded = ""] = isOwnAddress(socket.remoteAddress) ? String(headers["x-forwarded-proto"] ?? "").split(",") : [];
  // Some proxies name a WebSocket's own protocol.
  return forwarded.trim() === "" ? socket.encrypted === true : /^(?:https|wss)$/i.test(forwarded.trim());
}

/** The host name of a Host header, without its port. */
export function hostName(host: string | undefined): string {
  return (host ?? "").toLowerCase().replace(/:\d+$/, "");
}

/**
 * True when the Host header is one that a server without an access code on the loopback address may answer to. A page of a foreign name that
 * resolves to 127.0.0.1 (DNS rebinding) would otherwise count as the same origin and get a shell.
 */
export function isLoopbackHost(host: string | undefined): boolean {
  return isLoopback(hostName(host));
}
