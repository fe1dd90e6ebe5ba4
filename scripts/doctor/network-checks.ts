import { createServer } from "node:net";
import { once } from "node:events";
import { StateLock } from "../venue/state-lock.ts";
import { type DoctorCheck, ok } from "./finding.ts";

export const ports: DoctorCheck = {
  async look({ host, ports, stateFolder }) {
    const name = "Ports";
    const taken = (await Promise.all(ports.map(async (port) => ((await isFree(host, port)) ? undefined : port)))).filter((port) => port !== undefined);
    if (taken.length === 0) return ok(name, `${ports.join(", ")} are free on ${host}`);
    const { url } = StateLock.ownerOf(stateFolder) ?? {};
    if (url !== undefined && Number(new URL(url).port) === ports[0]) return ok(name, `Tatami itself runs at ${url}`);
    return { name, state: "missing", found: `${taken.join(", ")} on ${host} taken by another program`, fix: "Start with other ports, e.g. `npm start -- --port 8090`, or end that program." };
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
