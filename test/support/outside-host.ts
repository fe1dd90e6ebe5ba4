import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes, randomInt } from "node:crypto";
import { once } from "node:events";
import { run } from "../../clusters/command.ts";

/** A machine beyond this one, with a server on it: a network namespace of its own behind this machine, which knows the way back to everyone. */
export class OutsideHost implements AsyncDisposable {
  readonly address: string;
  readonly port = 8000;
  readonly #name: string;
  readonly #server: ChildProcess;

  private constructor(name: string, address: string, server: ChildProcess) {
    this.#name = name;
    this.address = address;
    this.#server = server;
  }

  static async start(): Promise<OutsideHost> {
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
    const script = `require("node:http").createServer((_, answer) => answer.end("outside")).listen(8000, () => console.log("ready"))`;
    const server = spawn("ip", ["netns", "exec", name, process.execPath, "-e", script], { stdio: ["ignore", "pipe", "inherit"] });
    await once(server.stdout, "data");
    return new OutsideHost(name, far, server);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#server, "exit");
    this.#server.kill("SIGKILL");
    await ended;
    await ip("netns", "delete", this.#name);
  }
}

async function ip(...args: string[]): Promise<void> {
  await run("ip", args, { timeoutMs: 20_000 });
}
