import type { IncomingHttpHeaders } from "node:http";
import { isLoopback } from "../config.ts";

/**
 * True when no other site's page can have sent this: browsers tell where a request comes from, and other programs have no cookie jar to abuse.
 * Another port of the same host is another origin: learners' web previews live there.
 */
export function isSameOrigin(headers: IncomingHttpHeaders): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") return false;
  const { origin, host } = headers;
  if (origin === undefined) return true;
  if (host === undefined || !URL.canParse(origin)) return false;
  const { host: from, protocol } = new URL(origin);
  // An origin does not name the port that its protocol has anyway; a Host header may.
  return from === host.toLowerCase().replace(protocol === "https:" ? /:443$/ : /:80$/, "");
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
