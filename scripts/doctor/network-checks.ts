import { createServer } from "node:net";
import { once } from "node:events";
import { type DoctorCheck, ok } from "./finding.ts";

export const ports: DoctorCheck = {
  async look({ host, ports }) {
    const name = "Ports";
    const taken = (await Promise.all(ports.map(async (port) => ((await isFree(host, port)) ? undefined : port)))).filter((port) => port !== undefined);
    if (taken.length === 0) return ok(name, `${ports.join(", ")} are free on ${host}`);
    if (await answersAsTatami(host, ports[0] as number)) return ok(name, `Tatami itself runs at http://${host}:${ports[0]}`);
    return { name, state: "weak", found: `${taken.join(", ")} on ${host} taken by another program`, fix: "Start with other ports, e.g. `npm start -- --port 8090`." };
  },
};

async function isFree(host: string, port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, "listening");
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}

async function answersAsTatami(host: string, port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://${host}:${port}/healthz`, { signal: AbortSignal.timeout(2_000) });
    return "pool" in ((await answer.json()) as object);
  } catch {
    return false;
  }
}
