import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { poll } from "../../clusters/poll.ts";
import { cacheFolder } from "../../clusters/cache-folder.ts";
import { hasSysResource } from "./capabilities.ts";
import { dockerServerVersion } from "./docker-version.ts";
import { buildOciRuntime } from "./oci-runtime.ts";
import { asRoot, runAsRoot } from "./root.ts";
import { VenueProblem } from "./venue-problem.ts";

const startLimitMs = 60_000;

/** What starting Docker's daemon needs. */
export interface DaemonOptions {
  signal?: AbortSignal;
  onDetail?: (detail: string) => void;
}

/** Starts the machine's Docker daemon and waits until it answers: by systemd where that runs the machine, else as a process of its own that outlives this one. */
export async function startDockerDaemon(options: DaemonOptions): Promise<void> {
  if (existsSync("/run/systemd/system")) {
    options.onDetail?.("starting Docker (systemctl start docker)");
    await runAsRoot("systemctl", ["start", "docker"], { timeoutMs: startLimitMs, ...(options.signal && { signal: options.signal }) });
    await waitForDocker(options);
    return;
  }
  const flags = await daemonFlags(options);
  options.onDetail?.("starting Docker's daemon");
  await removeStalePidFile("/var/run/docker.pid", "dockerd");
  await removeStalePidFile("/var/run/docker/containerd/containerd.pid", "containerd");
  const log = join(cacheFolder(), "docker", "dockerd.log");
  await mkdir(join(cacheFolder(), "docker"), { recursive: true });
  const ended = await spawnDetached(await asRoot("dockerd", flags), log);
  try {
    await waitForDocker({ ...options, failed: () => ended.exitCode !== undefined });
  } catch (cause) {
    options.signal?.throwIfAborted();
    const lastLines = (await readFile(log, "utf8").catch(() => "")).trim().split("\n").slice(-5).join("\n");
    throw new VenueProblem(`Docker's daemon did not start. Its last words:\n${lastLines}`, `Read ${log}; then start again.`, cause);
  }
}

/** The flags of a daemon that we start ourselves. Only where the host lacks the capability does it get our OCI runtime; a user's daemon.json stays untouched. */
async function daemonFlags(options: DaemonOptions): Promise<string[]> {
  if ((await hasSysResource()) !== false) return [];
  return ["--add-runtime", `tatami=${await buildOciRuntime(options)}`, "--default-runtime", "tatami"];
}

/** Starts a program in its own session with its output in a file: nobody's pipes are held and nobody's Ctrl-C reaches it. */
async function spawnDetached([file, args]: [string, string[]], log: string): Promise<{ exitCode?: number | null }> {
  const output = openSync(log, "a");
  const child = spawn(file, args, { detached: true, stdio: ["ignore", output, output], cwd: "/" });
  closeSync(output);
  const ended: { exitCode?: number | null } = {};
  child.on("error", () => (ended.exitCode = null));
  child.on("exit", (code) => (ended.exitCode = code));
  child.unref();
  return ended;
}

/** After a hard stop the file may name a process that is gone, or that is something else by now; the daemon would refuse to start, or wait for it in vain. */
async function removeStalePidFile(path: string, program: string): Promise<void> {
  const pid = await readFile(path, "utf8").catch(() => undefined);
  if (pid === undefined) return;
  const name = await readFile(`/proc/${pid.trim()}/comm`, "utf8").catch(() => "");
  if (name.trim() === program) return;
  await runAsRoot("rm", ["-f", path], { timeoutMs: 10_000 });
}

async function waitForDocker(options: DaemonOptions & { failed?: () => boolean }): Promise<void> {
  const gaveUp = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, gaveUp.signal]) : gaveUp.signal;
  await poll({ name: "Docker's daemon to answer", timeoutMs: startLimitMs, intervalMs: 250, signal }, async (signal) => {
    if (await dockerServerVersion({ signal })) return true;
    // Another process may have won the race to start the daemon: ours then ended, and one more look decides.
    if (options.failed?.() && !(await dockerServerVersion({ signal }))) gaveUp.abort(new Error("Docker's daemon ended at once"));
    return false;
  });
}
