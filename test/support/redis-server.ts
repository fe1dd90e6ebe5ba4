import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { poll } from "../../clusters/poll.ts";
import { installPackages } from "../../scripts/venue/apt-packages.ts";
import { ChildProgram } from "./child-program.ts";
import { freePorts } from "./free-port.ts";

/** Debian's Redis is one program that looks at the name it is called by. The package of its tools has it, and starts no service. */
const program = "/usr/bin/redis-check-rdb";

/** A real Redis on loopback, in memory only. */
export class RedisServer implements AsyncDisposable {
  readonly url: string;
  readonly #child: ChildProgram;

  private constructor(url: string, child: ChildProgram) {
    this.url = url;
    this.#child = child;
  }

  /** Installs Redis when it is missing, and starts one. */
  static async start(): Promise<RedisServer> {
    if (!existsSync(program)) await installPackages(["redis-tools"], { signal: AbortSignal.timeout(600_000) });
    const [port] = await freePorts(1);
    const child = new ChildProgram(program, { argv0: "redis-server", args: ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"] });
    await child.says(/Ready to accept connections/);
    return new RedisServer(`redis://127.0.0.1:${port}`, child);
  }

  /** It is there, and answers nothing. */
  async pause(): Promise<void> {
    process.kill(this.#child.pid, "SIGSTOP");
    await poll({ name: "Redis to stand still", timeoutMs: 30_000, intervalMs: 10 }, async () => /\) T /.test(await readFile(`/proc/${this.#child.pid}/stat`, "latin1")));
  }

  goOn(): void {
    process.kill(this.#child.pid, "SIGCONT");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#child.end("SIGKILL");
  }
}
