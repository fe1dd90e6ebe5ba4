import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadLessons } from "../../lessons/load-all.ts";
import type { EnvironmentPool } from "../../clusters/environment.ts";
import { type Config, parseConfig } from "../../server/config.ts";
import { createLog } from "../../server/log.ts";
import { type RunningServer, type ServerOptions, startServer } from "../../server/main.ts";
import { HostShellPool, endHostShells } from "./host-shell-pool.ts";
import { ScriptedLearner } from "./scripted-learner.ts";

/** Lessons for tests of the server. */
export const lessonFixtures = fileURLToPath(new URL("../fixtures/server-lessons", import.meta.url));

/** A real server on free ports with its own state folder; everything goes when it is disposed. */
export class ServerUnderTest implements AsyncDisposable {
  readonly server: RunningServer;
  readonly folder: string;
  readonly pool: EnvironmentPool;
  readonly logFile: string;
  #learners: ScriptedLearner[] = [];

  private constructor(server: RunningServer, folder: string, pool: EnvironmentPool) {
    this.server = server;
    this.folder = folder;
    this.pool = pool;
    this.logFile = join(folder, "log");
  }

  static async start(options: { argv?: string[]; server?: Partial<ServerOptions>; config?: Partial<Config>; pool?: (folder: string) => EnvironmentPool; folder?: string } = {}): Promise<ServerUnderTest> {
    const folder = options.folder ?? (await mkdtemp(join(tmpdir(), "tatami-server-")));
    const config = parseConfig(["--port", "0", "--state", join(folder, "state"), ...(options.argv ?? [])], {});
    await mkdir(join(folder, "shells"), { recursive: true });
    const pool = options.pool?.(join(folder, "shells")) ?? new HostShellPool(join(folder, "shells"));
    const log = createLog({ file: join(folder, "log"), level: "debug" });
    const server = await startServer({ config: { ...config, ...options.config }, log, pool, shelf: await loadLessons(lessonFixtures), clientDir: join(folder, "client"), ...options.server });
    return new ServerUnderTest(server, folder, pool);
  }

  get url(): string {
    return this.server.url;
  }

  get stateDir(): string {
    return join(this.folder, "state");
  }

  /** A browser that has nothing yet, or somebody's cookie. */
  browser(cookie?: string): ScriptedLearner {
    const learner = new ScriptedLearner(this.url, cookie);
    this.#learners.push(learner);
    return learner;
  }

  /** A learner who has joined and whose page is connected. */
  async learner(nickname = "Hanako"): Promise<ScriptedLearner> {
    await this.server.opened;
    const learner = this.browser();
    await learner.join(nickname);
    await learner.connect();
    return learner;
  }

  /** Stops the server and keeps folder and shells, for a next start on the same state. */
  async stop(): Promise<void> {
    for (const learner of this.#learners) learner[Symbol.dispose]();
    await this.server.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await endHostShells(join(this.folder, "shells"));
    await rm(this.folder, { recursive: true, force: true });
  }
}
