import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { launchChromium } from "./chromium.ts";
import { buildPage } from "./terminal-page/build-page.ts";

/** What the terminal bench measures on: a holder, a server and a browser, each in a process of its own, and a folder that goes with them. */
export class TerminalVenue implements AsyncDisposable {
  readonly folder: string;
  readonly browser: Browser;
  readonly url: string;
  readonly #server: ChildProcess;
  readonly #cleanup: AsyncDisposableStack;

  private constructor(facts: { folder: string; browser: Browser; url: string; server: ChildProcess; cleanup: AsyncDisposableStack }) {
    this.folder = facts.folder;
    this.browser = facts.browser;
    this.url = facts.url;
    this.#server = facts.server;
    this.#cleanup = facts.cleanup;
  }

  static async start(chromiumPath: string): Promise<TerminalVenue> {
    await using stack = new AsyncDisposableStack();
    const folder = await mkdtemp(join(tmpdir(), "tatami-bench-"));
    stack.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
    await mkdir(join(folder, "home"));
    await buildPage(join(folder, "page"));
    const socket = join(folder, "holder.sock");
    const user = (name: string) => ({ name, home: join(folder, "home"), kubeconfig: join(folder, "none") });
    const config = { socket, node: "localhost", learner: user("learner"), checker: user("checker"), language: "C.UTF-8" };
    await startProgram(stack, ["../../clusters/holder/main.ts"], { TATAMI_HOLDER: JSON.stringify(config) });
    const { child: server, said } = await startProgram(stack, ["terminal-server.ts", socket, join(folder, "page")], {});
    const browser = await launchChromium(chromiumPath);
    stack.defer(() => browser.close());
    return new TerminalVenue({ folder, browser, url: `http://127.0.0.1:${said}`, server, cleanup: stack.move() });
  }

  /** The server's resident memory in MB. */
  async serverMemory(): Promise<number> {
    const status = await readFile(`/proc/${this.#server.pid}/status`, "utf8");
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#cleanup.disposeAsync();
  }
}

/** Starts one of this project's programs, waits for its first line, and ends it with the stack. */
async function startProgram(stack: AsyncDisposableStack, [file, ...args]: string[], env: Record<string, string>): Promise<{ child: ChildProcess; said: string }> {
  const child = spawn(process.execPath, [new URL(file!, import.meta.url).pathname, ...args], { stdio: ["pipe", "pipe", "inherit"], env: { ...process.env, ...env } });
  stack.defer(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGTERM");
    await once(child, "exit");
  });
  const ended = once(child, "exit").then(() => Promise.reject(new Error(`${file} ended at once`)));
  const [data] = await Promise.race([once(child.stdout!, "data"), ended]);
  ended.catch(() => undefined);
  return { child, said: String(data).trim() };
}
