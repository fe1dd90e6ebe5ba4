import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import express from "express";
import type { Page } from "playwright-core";
import { Server } from "socket.io";
import { buildPage } from "../../scripts/bench/terminal-page/build-page.ts";
import { serveTerminals } from "../../server/terminal/serve-terminals.ts";
import { Browser } from "./browser.ts";
import { HolderProcess } from "./holder-process.ts";

/** A terminal alone in a page of a real Chromium, before a real server with a real shell. */
export class TerminalPage implements AsyncDisposable {
  readonly page: Page;
  readonly running: HolderProcess;
  readonly io: Server;
  /** Attaching waits for this. */
  mayAttach: Promise<void> = Promise.resolve();
  readonly #cleanup: AsyncDisposableStack;

  private constructor(page: Page, running: HolderProcess, io: Server, cleanup: AsyncDisposableStack) {
    this.page = page;
    this.running = running;
    this.io = io;
    this.#cleanup = cleanup;
  }

  static async start(): Promise<TerminalPage> {
    await using stack = new AsyncDisposableStack();
    const folder = await mkdtemp(join(tmpdir(), "tatami-page-"));
    stack.defer(() => rm(folder, { recursive: true, force: true }));
    await buildPage(folder);
    const running = stack.use(await HolderProcess.start());
    const app = express().use(express.static(folder));
    const http = createServer(app);
    const io = new Server(http, { transports: ["websocket"], serveClient: false });
    http.listen(0, "127.0.0.1");
    await once(http, "listening");
    stack.defer(() => io.close());
    const browser = stack.use(await Browser.start({ clipboard: true }));
    const page = await browser.context.newPage();
    const terminal = new TerminalPage(page, running, io, stack.move());
    io.on("connection", (socket) => {
      socket.use(([event], next) => void (event === "terminal:attach" ? terminal.mayAttach.then(() => next()) : next()));
      serveTerminals(socket, { holder: () => running.holder });
    });
    await page.goto(`http://127.0.0.1:${(http.address() as AddressInfo).port}`);
    return terminal;
  }

  async see(text: string): Promise<void> {
    await this.page.waitForFunction((wanted) => window.bench.recorder.terminal && window.bench.text().includes(wanted), text);
  }

  /** Waits for a prompt at the end of the screen; one in the middle of what is replayed does not count. */
  async prompt(): Promise<void> {
    await this.page.waitForFunction(() => window.bench.states.at(-1) === "live" && window.bench.recorder.terminal && /[#$]\s*$/.test(window.bench.text()));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#cleanup.disposeAsync();
  }
}
