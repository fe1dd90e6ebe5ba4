import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { poll } from "../../clusters/poll.ts";
import type { Environment, EnvironmentPool, EnvironmentUsage, Flavor, PoolStatus, PoolWait } from "../../clusters/environment.ts";
import { connectHolder } from "../../clusters/holder/connect-holder.ts";
import type { Grant } from "../../clusters/policies/grant.ts";
import type { Shortage } from "../../clusters/shortages.ts";
import type { HolderConfig } from "../../clusters/holder/config.ts";

const holderMain = fileURLToPath(new URL("../../clusters/holder/main.ts", import.meta.url));

/**
 * For the server's tests only: an "environment" is a real holder with real shells as the current user on this very host, and no cluster at all.
 * Holders outlive the process that started them, as toolboxes do; {@link endHostShells} ends what is left of a folder.
 */
export class HostShellPool implements EnvironmentPool {
  readonly adopted: string[] = [];
  /** What was granted with each environment that was asked for. */
  readonly granted: (readonly Grant[])[] = [];
  swept = 0;
  failure: string | undefined;
  #folder: string;
  #capacity: number;
  #neverReady: boolean;
  #shortageListeners = new Map<string, (now: readonly Shortage[]) => void>();
  #usageListeners = new Map<string, (usage: EnvironmentUsage) => void>();
  #live = new Map<string, { pid: number; watch: NodeJS.Timeout }>();
  #queue: (() => void)[] = [];
  #drained = false;
  #listeners = new Set<() => void>();

  constructor(folder: string, options: { capacity?: number; neverReady?: boolean } = {}) {
    this.#folder = folder;
    this.#capacity = options.capacity ?? 4;
    this.#neverReady = options.neverReady ?? false;
  }

  status(): PoolStatus {
    const leased = this.#live.size;
    return { ready: this.#capacity - leased, reserve: 0, capacity: this.#capacity, leased, waiting: this.#queue.length, failure: this.failure };
  }

  async acquire({ flavor, grants = [], signal, onWait }: { flavor: Flavor; grants?: readonly Grant[]; signal: AbortSignal; onWait?: (wait: PoolWait) => void }): Promise<Environment> {
    this.granted.push(grants);
    if (this.#drained) throw new Error("the pool is closed");
    if (this.#neverReady || this.#live.size >= this.#capacity) await this.#turn(signal, onWait);
    onWait?.({ position: 0, progress: { step: "start-toolbox", done: 0, total: 1 } });
    const id = randomBytes(4).toString("hex");
    const folder = join(this.#folder, id);
    await mkdir(join(folder, "home"), { recursive: true });
    const child = spawn(process.execPath, [holderMain], { env: { ...process.env, TATAMI_HOLDER: JSON.stringify(configOf(folder)) }, stdio: ["ignore", "pipe", "inherit"], detached: true });
    await once(child.stdout!, "data");
    child.stdout!.destroy();
    child.unref();
    await writeFile(join(folder, "pid"), String(child.pid));
    return this.#environment(id, flavor, child.pid!, child);
  }

  async release(environment: Environment): Promise<void> {
    const entry = this.#live.get(environment.id);
    if (!entry) throw new Error(`environment ${environment.id} was released before`);
    clearInterval(entry.watch);
    this.#live.delete(environment.id);
    await end(join(this.#folder, environment.id));
    this.#queue.shift()?.();
    this.#changed();
  }

  async adopt(id: string): Promise<Environment | undefined> {
    const pid = Number(await readFile(join(this.#folder, id, "pid"), "utf8").catch(() => "0"));
    if (pid === 0 || !isAlive(pid)) return undefined;
    this.adopted.push(id);
    return this.#environment(id, "shell", pid);
  }

  async sweep(): Promise<void> {
    this.swept++;
    for (const id of await readdir(this.#folder)) if (!this.#live.has(id)) await end(join(this.#folder, id));
  }

  /** Of the environments that are handed out. */
  get ids(): string[] {
    return [...this.#live.keys()];
  }

  /** An environment runs out of something. */
  runOutOf(id: string, now: readonly Shortage[]): void {
    this.#shortageListeners.get(id)?.(now);
  }

  /** A look finds what an environment uses. */
  uses(id: string, usage: EnvironmentUsage): void {
    this.#usageListeners.get(id)?.(usage);
  }

  async drain(): Promise<void> {
    this.#drained = true;
    for (const { watch } of this.#live.values()) clearInterval(watch);
  }

  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.drain();
    await endHostShells(this.#folder);
  }

  #environment(id: string, flavor: Flavor, pid: number, child?: ChildProcess): Environment {
    const deaths = new Set<(reason: string) => void>();
    let dead = false;
    const die = (): void => {
      clearInterval(watch);
      if (dead || !this.#live.has(id)) return;
      dead = true;
      for (const listener of deaths) listener("its holder has died");
    };
    const watch = setInterval(() => isAlive(pid) || die(), 50);
    watch.unref();
    child?.once("exit", die);
    this.#live.set(id, { pid, watch });
    this.#changed();
    const holder = connectHolder(join(this.#folder, id, "holder.sock"));
    const onShortage: Environment["onShortage"] = (listener) => void this.#shortageListeners.set(id, listener);
    const onUsage: Environment["onUsage"] = (listener) => void this.#usageListeners.set(id, listener);
    return { id, flavor, holder, onShortage, onUsage, onDeath: (listener) => (dead ? listener("its holder has died") : void deaths.add(listener)), [Symbol.asyncDispose]: () => holder[Symbol.asyncDispose]() };
  }

  async #turn(signal: AbortSignal, onWait: ((wait: PoolWait) => void) | undefined): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#queue.push(resolve);
    onWait?.({ position: this.#queue.length });
    this.#changed();
    signal.addEventListener("abort", () => {
      this.#queue = this.#queue.filter((waiting) => waiting !== resolve);
      reject(signal.reason);
    });
    await promise;
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** Ends every holder that a pool of this folder started and that still lives. */
export async function endHostShells(folder: string): Promise<void> {
  for (const id of await readdir(folder).catch(() => [])) await end(join(folder, id));
}

async function end(folder: string): Promise<void> {
  const pid = Number(await readFile(join(folder, "pid"), "utf8").catch(() => "0"));
  if (pid > 0 && isAlive(pid)) {
    process.kill(pid, "SIGTERM");
    await poll({ name: `holder ${pid} to end`, timeoutMs: 30_000, intervalMs: 10 }, async () => !isAlive(pid));
  }
  await rm(folder, { recursive: true, force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function configOf(folder: string): Partial<HolderConfig> {
  // No history: a shell that is hung up would write it into a home that is being removed.
  const learner = { name: "learner", home: join(folder, "home"), kubeconfig: join(folder, "no-cluster") };
  return { socket: join(folder, "holder.sock"), node: "localhost", learner, checker: { ...learner, home: "/nonexistent" }, language: "C.UTF-8", logs: join(folder, "logs"), environment: { HISTFILE: "/dev/null" } };
}
