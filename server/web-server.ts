import { readFile } from "node:fs/promises";
import { createServer, type Server, type ServerOptions } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { createSecureContext } from "node:tls";
import { AddressPlaces } from "./access/address-places.ts";
import { isOwnAddress } from "./access/caller-address.ts";

/** A certificate with its chain, and its key; PEM. */
export interface Certificate {
  cert: Buffer;
  key: Buffer;
}

/** The certificate cannot be used; the message says which file and why. */
export class CertificateError extends Error {
  override readonly name = "CertificateError";
}

/** Reads what `--tls-cert` and `--tls-key` name, and sees that they fit each other. Throws {@link CertificateError}. */
export async function readCertificate({ certFile, keyFile }: { certFile: string; keyFile: string }): Promise<Certificate> {
  const certificate = { cert: await read(certFile, "--tls-cert"), key: await read(keyFile, "--tls-key") };
  try {
    createSecureContext(certificate);
  } catch (error) {
    throw new CertificateError(`--tls-cert ${certFile} and --tls-key ${keyFile} are no certificate with its key (PEM): ${(error as Error).message}`, { cause: error });
  }
  return certificate;
}

/** What a web server takes at most. */
export interface WebServerLimits extends Required<Pick<ServerOptions, "requestTimeout" | "headersTimeout" | "keepAliveTimeout">> {
  /** Connections at a time; one more is closed. */
  connections: number;
  /** Connections at a time from one address, behind which a whole class may sit. This machine's own has no such limit: a reverse proxy brings everybody's. */
  connectionsPerAddress: number;
  /** Milliseconds after which a connection is closed that takes nothing of its answer, which waits in this process meanwhile. One that is not answered yet, or takes a little at a time, may take longer. */
  unreadMs?: number;
}

/** A web server: over TLS (1.2 or newer, Node's default) with a certificate, else plain. */
export function createWebServer({ connections, connectionsPerAddress, unreadMs = 30_000, ...limits }: WebServerLimits, certificate: Certificate | undefined): Server {
  // Node looks only every 30 s who is over these limits.
  const options = { ...limits, connectionsCheckingInterval: 5_000 };
  const server = certificate ? createTlsServer({ ...options, ...certificate }) : createServer(options);
  server.maxConnections = connections;
  const places = new AddressPlaces(connectionsPerAddress);
  server.on("connection", (socket) => {
    if (isOwnAddress(socket.remoteAddress)) return;
    const place = places.take(socket.remoteAddress);
    if (place) socket.once("close", () => place[Symbol.dispose]());
    else socket.destroy();
  });
  server.on("request", (_request, response) => {
    response.setTimeout(unreadMs, () => {
      if (response.socket && response.socket.writableLength > 0) response.socket.destroy();
    });
  });
  return server;
}

async function read(file: string, option: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new CertificateError(`${option}: ${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}
