import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { poll } from "../../../clusters/poll.ts";
import { sweepState } from "../../../clusters/sweep.ts";
import type { PoolCounts, Venue } from "../../../server/protocol.ts";

/** In the environment of the server and of everything it starts, with this server's own value. */
export const benchServerVariable = "TATAMI_BENCH_SERVER";

/** What {@link BenchServer.start} needs. */
export interface BenchServerOptions {
  stateDir: string;
  /** Further options of `npm start`. */
  argv?: readonly string[];
  /** A folder of lessons to be served by `tatami lesson preview` instead. */
  preview?: string;
  signal: AbortSignal;
}

/** The product's own server as `npm start` runs it, in a process of its own on a free port. Disposing it ends it and takes its environments down. */
export class BenchServer implements AsyncDisposable {
  readonly url: string;
  /** Value of {@link benchServerVariable}. */
  readonly mark: string;
  readonly #child: ChildProcess;
  readonly #stateDir: string;

  private constructor(facts: { url: string; mark: string; child: ChildProcess; stateDir: string }) {
    this.url = facts.url;
    this.mark = facts.mark;
    this.#child = facts.child;
    this.#stateDir = facts.stateDir;
  }

  static async start({ stateDir, argv = [], preview, signal }: BenchServerOptions): Promise<BenchServer> {
    const mark = randomBytes(8).toString("hex");
    const program = preview === undefined ? ["server-program.ts", "--port", "0", "--preview-port", "0", "--state", stateDir, ...argv] : ["preview-program.ts", preview, stateDir];
    const child = spawn(process.execPath, [...process.execArgv, join(import.meta.dirname, program[0] ?? ""), ...program.slice(1)], {
      stdio: ["pipe", "pipe", "inherit"],
      env: { ...process.env, [benchServerVariable]: mark },
    });
    let said = "";
    let url: string | undefined;
    createInterface({ input: child.stdout! }).on("line", (line) => {
      said = `${said}${line}\n`.slice(-4_000);
      url ??= /^Tatami: (http\S+)/.exec(line)?.[1];
    });
    try {
      await poll({ name: "the server's address", timeoutMs: 60_000, signal }, async () => url !== undefined || child.exitCode !== null);
      if (url === undefined) throw new Error(`the server ended:\n${said}`);
      return new BenchServer({ url, mark, child, stateDir });
    } catch (error) {
      await end(child);
      throw error;
    }
  }

  /** Waits until the pool is as wanted. Throws with the server's own words when the venue is degraded. */
  async poolIs(name: string, wanted: (pool: PoolCounts) => boolean, { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal }): Promise<void> {
    const degraded = await poll({ name, timeoutMs, signal }, async () => {
      const { status } = (await (await fetch(`${this.url}/api/venue`, { signal })).json()) as Venue;
      if (status.status === "degraded") return status.reason;
      return status.status === "ready" && wanted(status.pool) && "";
    });
    if (degraded) throw new Error(`the server is degraded: ${degraded}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await end(this.#child);
    await sweepState(this.#stateDir);
  }
}

/** It takes its sleeping environments down first; after a minute it is killed, and the sweep does it. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), 60_000);
  await exit;
  clearTimeout(late);
}
