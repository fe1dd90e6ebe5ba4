import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { HolderConfig } from "../../clusters/holder/config.ts";
import { connectHolder } from "../../clusters/holder/connect-holder.ts";
import type { Holder } from "../../clusters/holder/holder.ts";

const main = new URL("../../clusters/holder/main.ts", import.meta.url).pathname;

/** A real holder in a process of its own on this host, with a home below the temporary folder; it runs everything as the current user unless told. */
export class HolderProcess implements AsyncDisposable {
  readonly home: string;
  readonly socketPath: string;
  readonly holder: Holder;
  readonly process: ChildProcess;
  readonly #folder: string;

  private constructor(folder: string, process: ChildProcess) {
    this.#folder = folder;
    this.home = join(folder, "home");
    this.socketPath = join(folder, "holder.sock");
    this.process = process;
    this.holder = connectHolder(this.socketPath);
  }

  static async start(config: Partial<HolderConfig> = {}, flags: string[] = [], program = main): Promise<HolderProcess> {
    const folder = mkdtempSync(join(tmpdir(), "tatami-holder-"));
    mkdirSync(join(folder, "home"));
    const settings = {
      socket: join(folder, "holder.sock"),
      node: "localhost",
      learner: { name: "learner", home: join(folder, "home"), kubeconfig: join(folder, "home/.kube/config") },
      checker: { name: "checker", home: "/nonexistent", kubeconfig: join(folder, "checker.kubeconfig") },
      language: "C.UTF-8",
      logs: join(folder, "logs"),
      ...config,
      // A shell that is ended would write its history while its home is being removed.
      environment: { HISTFILE: "/dev/null", ...config.environment },
    };
    const child = spawn(process.execPath, [...flags, program], {
      stdio: ["ignore", "pipe", "inherit"],
      env: { TATAMI_HOLDER: JSON.stringify(settings), SECRET_OF_THE_HOLDER: "kept" },
    });
    const ended = once(child, "exit").then(([code]) => {
      throw new Error(`the holder ended at once with ${code}`);
    });
    await Promise.race([once(child.stdout!, "data"), ended]);
    ended.catch(() => undefined);
    return new HolderProcess(folder, child);
  }

  /** Resident memory in KiB by the kernel's account: VmRSS, or the highest so far, VmHWM. */
  memory(field: "VmRSS" | "VmHWM"): number {
    const status = readFileSync(`/proc/${this.process.pid}/status`, "utf8");
    return Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.holder[Symbol.asyncDispose]();
    if (this.process.exitCode === null && this.process.signalCode === null) {
      this.process.kill("SIGTERM");
      await once(this.process, "exit");
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
