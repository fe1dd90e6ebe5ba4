import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("./server-process.ts", import.meta.url));

/** A server in a process of its own, on a folder that outlives it. */
export class ServerChild implements AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  #child: ChildProcess;

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.pid = child.pid!;
    this.url = url;
  }

  static async start(folder: string, argv: string[] = ["--port", "0"]): Promise<ServerChild> {
    const child = spawn(process.execPath, [program, folder, ...argv], { stdio: ["ignore", "pipe", "pipe"] });
    let complaint = "";
    child.stderr.on("data", (data: Buffer) => void (complaint += data));
    for await (const line of createInterface(child.stdout)) {
      if (line.startsWith("listening ")) return new ServerChild(child, line.slice("listening ".length));
    }
    throw new Error(`the server did not start: ${complaint}`);
  }

  /** Ends it with this signal, and waits until it is gone. */
  async end(signal: "SIGKILL" | "SIGTERM"): Promise<{ code: number | null }> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return { code: this.#child.exitCode };
    const gone = once(this.#child, "exit");
    this.#child.kill(signal);
    const [code] = await gone;
    return { code };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end("SIGKILL");
  }
}
