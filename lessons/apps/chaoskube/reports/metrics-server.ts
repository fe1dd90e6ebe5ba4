import { once } from "node:events";
import { createServer } from "node:http";
import type { Metrics } from "./metrics.ts";

const page = `<html>
<head><title>chaoskube</title></head>
<body>
<h1>chaoskube</h1>
<p>Tatami's stand-in for linki/chaoskube 0.39</p>
<p><a href="/metrics">Metrics</a></p>
<p><a href="/healthz">Health Check</a></p>
</body>
</html>
`;

/** Answers /metrics and /healthz on an address like ":8080" until it is disposed of. Rejects when it cannot listen. */
export async function serveMetrics(metrics: Metrics, address: string): Promise<AsyncDisposable> {
  const server = createServer((request, response) => {
    const path = (request.url ?? "/").split("?")[0];
    const [type, body] = path === "/metrics" ? ["text/plain; version=0.0.4; charset=utf-8", metrics.text()] : path === "/healthz" ? ["text/plain; charset=utf-8", "OK\n"] : ["text/html; charset=utf-8", page];
    response.writeHead(200, { "content-type": type, "content-length": Buffer.byteLength(body) }).end(body);
  });
  const { host, port } = parseAddress(address);
  server.listen({ port, ...(host && { host }) });
  await once(server, "listening");
  return {
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Takes an address apart as Go does: a host, which may be missing, and a port. Throws an Error. */
export function parseAddress(address: string): { host: string; port: number } {
  const [, six, four, port] = /^(?:\[(.+)\]|([^:[\]]*)):(\d{1,5})$/.exec(address) ?? [];
  if (port === undefined || Number(port) > 65_535) throw new Error(`"${address}" is no address to listen on: host:port, or :port for all of this machine's`);
  return { host: six ?? four ?? "", port: Number(port) };
}
