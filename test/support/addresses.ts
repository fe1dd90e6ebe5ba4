import { networkInterfaces } from "node:os";
import { run } from "../../clusters/command.ts";

/** A container's addresses in all its networks. */
export async function addressesOf(container: string): Promise<string[]> {
  const format = "{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}";
  return (await run("docker", ["container", "inspect", "--format", format, container], { timeoutMs: 20_000 })).trim().split(" ");
}

/** This machine's own address on a bridge. */
export function addressOn(bridge: string): string {
  const found = networkInterfaces()[bridge]?.find(({ family }) => family === "IPv4");
  if (!found) throw new Error(`This machine has no address on ${bridge}.`);
  return found.address;
}

/** This machine's own addresses beside the loopback ones, IPv4. */
export function ownAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((found) => (found ?? []).filter(({ family, internal }) => family === "IPv4" && !internal).map(({ address }) => address));
}
