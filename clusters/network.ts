import { readFile } from "node:fs/promises";
import { CommandError, run } from "./command.ts";
import { bridgeName, raiseHostWall } from "./host-wall.ts";
import { environmentLabel, labelArguments, roleLabel, stateLabel } from "./labels.ts";

/** Where the networks of all environments are cut from: 8,192 networks of 6 addresses. Docker's own pools end after about 29. */
export const defaultAddressRange = "10.213.0.0/16";

/** No network of this venue's range is free. */
export class AddressesExhausted extends Error {
  override readonly name = "AddressesExhausted";

  constructor(range: string) {
    super(`No network of 8 addresses is free in ${range}. Give another range with --addresses, e.g. 10.99.0.0/16: one that no route of this machine uses.`);
  }
}

/** What a network is made with. */
export interface NetworkOptions {
  name: string;
  stateDir: string;
  environment: string;
  /** `cluster`: kind's own, with the published API port. `toolbox`: internal, between toolbox and node. */
  role: "cluster" | "toolbox";
  /** True for an environment that reaches the internet. */
  open: boolean;
  /** IPv4 range in CIDR notation, /8 to /29. */
  range: string;
  signal: AbortSignal;
}

/** Makes a /29 network that overlaps no route of this machine. Neither kind of network leads out, unless it is open: no address is translated, and the host's wall stands before it. Throws {@link AddressesExhausted}. */
export async function createNetwork(options: NetworkOptions): Promise<void> {
  const { name, stateDir, environment, role, open, range, signal } = options;
  const closed = role === "toolbox" ? ["--internal"] : ["--opt", "com.docker.network.bridge.enable_ip_masquerade=false"];
  const taken = await hostRoutes();
  const { first, count } = parseRange(range);
  // Begun at a place of its own, so that two runs on one machine seldom try the same one.
  const start = Math.floor(Math.random() * count);
  let refused = 0;
  for (let tried = 0; tried < count && refused < 20; tried++) {
    const base = first + ((start + tried) % count) * 8;
    if (taken.some(({ from, to }) => from < base + 8 && base <= to)) continue;
    signal.throwIfAborted();
    try {
      // Not ended by the signal: Docker would finish it all the same, and the teardown would not see it.
      await run("docker", ["network", "create", "--driver", "bridge", "--subnet", `${dotted(base)}/29`, "--opt", `com.docker.network.bridge.name=${bridgeName(environment, role, { open })}`, ...(open ? [] : closed), ...labelArguments({ [stateLabel]: stateDir, [environmentLabel]: environment, [roleLabel]: role }), name], { timeoutMs: 30_000 });
      // Not before: another run's stop takes the wall away while there is no network. Nothing is in this one yet.
      await raiseHostWall(signal);
      return;
    } catch (error) {
      // Another run was quicker, or Docker knows an overlap that the routes do not show (a network without a running container).
      if (!(error instanceof CommandError) || !/overlap/i.test(error.output)) throw error;
      refused++;
    }
  }
  throw new AddressesExhausted(range);
}

/** The range as numbers. Throws RangeError when it is not IPv4 CIDR from /8 to /29. */
export function parseRange(range: string): { first: number; count: number } {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(range)?.slice(1).map(Number);
  const bits = parts?.[4] ?? 0;
  if (!parts || parts.slice(0, 4).some((part) => part > 255) || bits < 8 || bits > 29) throw new RangeError(`${range} is no IPv4 range from /8 to /29, such as ${defaultAddressRange}`);
  const size = 2 ** (32 - bits);
  const address = parts.slice(0, 4).reduce((sum, part) => sum * 256 + part, 0);
  return { first: Math.floor(address / size) * size, count: size / 8 };
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}

/** Networks that this machine has routes for, without the default route; addresses in /proc/net/route are little endian (proc(5)). */
async function hostRoutes(): Promise<{ from: number; to: number }[]> {
  const lines = (await readFile("/proc/net/route", "utf8")).trim().split("\n").slice(1);
  const number = (hex: string) => Buffer.from(hex, "hex").reverse().readUInt32BE();
  return lines
    .map((line) => line.split("\t"))
    .map((fields) => ({ from: number(fields[1]!), mask: number(fields[7]!) }))
    .filter(({ mask }) => mask !== 0)
    .map(({ from, mask }) => ({ from, to: from + (2 ** 32 - 1 - mask) }));
}
