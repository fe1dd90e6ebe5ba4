import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { run } from "../../clusters/command.ts";
import { poll } from "../../clusters/poll.ts";

const program = join(import.meta.dirname, "..", "..", "scripts", "tatami.mjs");

/** What `/healthz` says. */
export interface Health {
  status: "preparing" | "ready" | "degraded";
  reason?: string;
  pool: { ready: number; reserve: number; capacity: number };
}

/** A venue as an operator has it: `tatami start` in a process of its own, on a state folder of its own. Disposing it is `tatami stop`. */
export class StartedVenue implements AsyncDisposable {
  readonly stateDir: string;
  /** What it printed so far, for its operator. */
  said = "";
  readonly #argv: readonly string[];
  readonly #env: Record<string, string>;
  #child: ChildProcess | undefined;
  #url = "";

  private constructor(stateDir: string, argv: readonly string[], env: Record<string, string>) {
    this.stateDir = stateDir;
    this.#argv = argv;
    this.#env = env;
  }

  static async start(argv: readonly string[], env: Record<string, string> = {}): Promise<StartedVenue> {
    const folder = process.env["TATAMI_TEST_STATE"];
    if (!folder) throw new Error("Run the tests by `npm test`: it prepares Docker, the images and a folder for this run.");
    const venue = new StartedVenue(join(folder, randomBytes(3).toString("hex")), argv, env);
    await venue.#launch(["--port", "0", "--preview-port", "0"]);
    return venue;
  }

  /** Where the page is. */
  get url(): string {
    return this.#url;
  }

  async health(): Promise<Health> {
    return (await (await fetch(`${this.#url}/healthz`)).json()) as Health;
  }

  /** Waits until environments can be handed out at once; throws when a bring-up takes longer than five minutes. */
  async ready(environments: number): Promise<void> {
    await poll({ name: `${environments} warm environments`, timeoutMs: 300_000, intervalMs: 250 }, async () => {
      const { status, pool } = await this.health();
      return status === "ready" && pool.ready >= environments;
    });
  }

  /** Kills the server as a power failure would, and starts it again at the same address. */
  async killAndRestart(): Promise<void> {
    const { port } = new URL(this.#url);
    process.kill(await this.#serverPid(), "SIGKILL");
    await once(this.#child!, "exit");
    await this.#launch(["--port", port, "--preview-port", "0"]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await run(process.execPath, [program, "stop", "--state", this.stateDir], { timeoutMs: 180_000 });
  }

  async #launch(ports: readonly string[]): Promise<void> {
    const child = spawn(process.execPath, [program, "start", "--state", this.stateDir, ...ports, ...this.#argv], { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...this.#env } });
    this.#child = child;
    this.said = "";
    child.stderr.on("data", (data: Buffer) => void (this.said += data));
    const serving = Promise.withResolvers<string>();
    createInterface(child.stdout)
      .on("line", (line) => {
        this.said += `${line}\n`;
        const url = /^Tatami: (http\S+)/.exec(line)?.[1];
        if (url) serving.resolve(url);
      })
      .on("close", () => serving.reject(new Error(`npm start did not serve:\n${this.said}`)));
    this.#url = await serving.promise;
  }

  async #serverPid(): Promise<number> {
    const { pid } = JSON.parse(await run("cat", [join(this.stateDir, "server.json")], { timeoutMs: 5_000 })) as { pid: number };
    return pid;
  }
}
