import { readFile } from "node:fs/promises";
import { createServer, type Server, type ServerOptions } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { createSecureContext } from "node:tls";

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

/** A web server: over TLS (1.2 or newer, Node's default) with a certificate, else plain. */
export function createWebServer(limits: Pick<ServerOptions, "requestTimeout" | "headersTimeout" | "keepAliveTimeout">, certificate: Certificate | undefined): Server {
  // Node looks only every 30 s who is over these limits.
  const options = { ...limits, connectionsCheckingInterval: 5_000 };
  return certificate ? createTlsServer({ ...options, ...certificate }) : createServer(options);
}

async function read(file: string, option: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new CertificateError(`${option}: ${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}
