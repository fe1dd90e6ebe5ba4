import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes, randomInt } from "node:crypto";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "../../clusters/command.ts";

const serving = join(import.meta.dirname, "..", "fixtures", "outside-host", "serve.ts");

/** What a machine beyond this one answers, and as whom. */
export interface OutsideHostOptions {
  /** What its server answers; `outside` unless told. */
  says?: string;
  /** A second address of its own, which only what comes in by these interfaces of this machine is led to: everybody else's way to that address stays as it is. */
  alias?: { address: string; from: readonly string[] };
}

/** A machine beyond this one, with a server on it: a network namespace of its own behind this machine, which knows the way back to everyone. */
export class OutsideHost implements AsyncDisposable {
  readonly address: string;
  readonly port = 8000;
  readonly #name: string;
  readonly #server: ChildProcess;
  readonly #rules: string[][];

  private constructor(name: string, address: string, server: ChildProcess, rules: string[][]) {
    this.#name = name;
    this.address = address;
    this.#server = server;
    this.#rules = rules;
  }

  /** Its server listens on ports 8000 and 80; on port 53 (UDP) it says of every name that it is its own. */
  static async start({ says = "outside", alias }: OutsideHostOptions = {}): Promise<OutsideHost> {
    const name = `out${randomBytes(3).toString("hex")}`;
    // A network for documentation (RFC 5737): no real machine has such an address.
    const network = `198.51.100.${randomInt(60) * 4}`;
    const near = network.replace(/\d+$/, (last) => String(Number(last) + 1));
    const far = network.replace(/\d+$/, (last) => String(Number(last) + 2));
    await ip("netns", "add", name);
    await ip("link", "add", name, "type", "veth", "peer", "name", "far", "netns", name);
    await ip("address", "add", `${near}/30`, "dev", name);
    await ip("link", "set", name, "up");
    await ip("-n", name, "address", "add", `${far}/30`, "dev", "far");
    await ip("-n", name, "link", "set", "far", "up");
    await ip("-n", name, "route", "add", "default", "via", near);
    const rules = alias ? await leadTo(name, alias) : [];
    const server = spawn("ip", ["netns", "exec", name, process.execPath, serving, says, far], { stdio: ["ignore", "pipe", "inherit"] });
    await once(server.stdout, "data");
    return new OutsideHost(name, far, server, rules);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#server, "exit");
    this.#server.kill("SIGKILL");
    await ended;
    for (const rule of this.#rules) await ip("rule", "delete", ...rule);
    await ip("netns", "delete", this.#name);
  }
}

/** Gives the address to the namespace, and a table of routes that only the rules of these interfaces lead to. */
async function leadTo(name: string, { address, from }: NonNullable<OutsideHostOptions["alias"]>): Promise<string[][]> {
  const table = String(randomInt(10_000, 2 ** 31));
  await ip("-n", name, "address", "add", `${address}/32`, "dev", "far");
  await ip("route", "add", `${address}/32`, "dev", name, "table", table);
  // The way back is not by this interface for the rest of the machine: a strict look at sources would throw the answers away.
  await writeFile(`/proc/sys/net/ipv4/conf/${name}/rp_filter`, "2");
  const rules = from.map((device) => ["to", `${address}/32`, "iif", device, "lookup", table]);
  for (const rule of rules) await ip("rule", "add", ...rule);
  return rules;
}

async function ip(...args: string[]): Promise<void> {
  await run("ip", args, { timeoutMs: 20_000 });
}
