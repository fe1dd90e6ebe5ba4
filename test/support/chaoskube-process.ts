import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { poll } from "../../clusters/poll.ts";

const program = fileURLToPath(new URL("../../lessons/apps/chaoskube/main.ts", import.meta.url));

/** One line of its log, as JSON. */
export type LoggedLine = { level: string; msg: string } & Record<string, unknown>;

/** Our chaoskube as a process on this machine. Its log is JSON; its metrics are on a port of their own. */
export class ChaoskubeProcess implements AsyncDisposable {
  readonly lines: LoggedLine[] = [];
  readonly #child: ChildProcess;
  readonly #port: number;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.#port = port;
    createInterface(child.stderr!).on("line", (line) => this.lines.push(JSON.parse(line) as LoggedLine));
  }

  static async start(args: string[], env: Record<string, string> = {}): Promise<ChaoskubeProcess> {
    const port = await freePort();
    const child = spawn(process.execPath, [program, "--log-format=json", `--metrics-address=127.0.0.1:${port}`, ...args], { stdio: ["ignore", "ignore", "pipe"], env: { PATH: process.env["PATH"], HOME: "/nonexistent", ...env } });
    return new ChaoskubeProcess(child, port);
  }

  /** Waits until a message was logged so many times; gives those lines. */
  async logged(message: string, times = 1): Promise<LoggedLine[]> {
    return await poll({ name: `"${message}", ${times} times, from chaoskube`, timeoutMs: 60_000, intervalMs: 20 }, async () => {
      const found = this.with(message);
      if (found.length < times && this.#child.exitCode !== null) throw new Error(`it ended with ${this.#child.exitCode}: ${JSON.stringify(this.lines)}`);
      return found.length >= times && found;
    });
  }

  /** The lines with a message so far. */
  with(message: string): LoggedLine[] {
    return this.lines.filter(({ msg }) => msg === message);
  }

  /** The answer of its own HTTP server. */
  async page(path: string): Promise<string> {
    const answer = await fetch(`http://127.0.0.1:${this.#port}${path}`, { signal: AbortSignal.timeout(10_000) });
    return await answer.text();
  }

  /** A metric's value; undefined when it is not there. */
  async metric(name: string): Promise<number | undefined> {
    const line = (await this.page("/metrics")).split("\n").find((one) => one.startsWith(`${name} `));
    return line === undefined ? undefined : Number(line.slice(name.length));
  }

  /** Waits for it to end by itself; gives its exit code. */
  async ended(): Promise<number | null> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, "exit", { signal: AbortSignal.timeout(60_000) });
    return this.#child.exitCode;
  }

  /** Ends it as Kubernetes does; gives its exit code. */
  async stop(): Promise<number | null> {
    this.#child.kill("SIGTERM");
    return await this.ended();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill("SIGKILL");
    await once(this.#child, "exit");
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
