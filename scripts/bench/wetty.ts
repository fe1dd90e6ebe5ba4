import { spawn } from "node:child_process";
import { once } from "node:events";
import { access, chmod, mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { run } from "../../clusters/command.ts";
import { poll } from "../../clusters/poll.ts";

const version = "3.2.0";

/** Installs wetty from npm into the cache folder unless it is there; gives its program. */
async function installWetty(cacheFolder: string): Promise<string> {
  const folder = join(cacheFolder, "bench", `wetty-${version}`);
  const program = join(folder, "node_modules/wetty/build/main.js");
  const built = join(folder, "node_modules/node-pty/build/Release/pty.node");
  const there = await Promise.all([access(program), access(built)]).then(() => true, () => false);
  if (there) return program;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), '{ "private": true }\n');
  await run("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", `wetty@${version}`], { cwd: folder, timeoutMs: 300_000 });
  await run("npm", ["rebuild", "node-pty", "--ignore-scripts=false"], { cwd: folder, timeoutMs: 300_000 });
  return program;
}

/** Wetty that has brought nothing for so long brings nothing more: its flow control can lose its last acknowledgement. */
const standsStillMs = 5_000;

/** What wetty brought into xterm. */
export interface WettyOutput {
  /** From the first to the last byte parsed. */
  bytesPerSecond: number;
  /** Fewer than were printed when it stood still. */
  bytes: number;
}

/**
 * Bytes a second that wetty brings into xterm in the same browser while a shell prints a file.
 * Wetty runs a local program only as root and asks for a login elsewhere.
 */
export async function wettyThroughput(options: { browser: Browser; folder: string; sample: string; bytes: number; cacheFolder: string }): Promise<WettyOutput> {
  const program = await installWetty(options.cacheFolder);
  const command = join(options.folder, "wetty-command");
  await writeFile(command, `#!/bin/bash\nstty -opost -echo\necho ready\nread x\ncat '${options.sample}'\nsleep 60\n`);
  await chmod(command, 0o755);
  const port = await freePort();
  const child = spawn(process.execPath, [program, "--host", "127.0.0.1", "--port", String(port), "--base", "/", "--ssh-host", "localhost", "--command", command], { stdio: "ignore" });
  const page = await options.browser.newPage({ viewport: { width: 960, height: 480 } });
  try {
    await poll({ name: "wetty's page", timeoutMs: 20_000 }, async () => (await page.goto(`http://127.0.0.1:${port}/`))?.ok());
    await page.waitForFunction(() => {
      const screen = (window as any).wetty_term?.buffer.active;
      return screen && Array.from({ length: 5 }, (_, row) => screen.getLine(row)?.translateToString(true)).includes("ready");
    }, undefined, { timeout: 20_000 });
    return await page.evaluate(async ([bytes, standsStill]) => {
      const terminal = (window as any).wetty_term;
      const write = terminal.write;
      let parsed = 0;
      let first = 0;
      let last = performance.now();
      terminal.write = (data: string | Uint8Array, callback?: () => void) =>
        write.call(terminal, data, () => {
          last = performance.now();
          first ||= last;
          parsed += data.length;
          callback?.();
        });
      terminal.input("\r");
      while (parsed < bytes && performance.now() - last < standsStill) await new Promise((resolve) => setTimeout(resolve, 100));
      return { bytesPerSecond: parsed / ((last - first) / 1000), bytes: parsed };
    }, [options.bytes, standsStillMs] as const);
  } finally {
    await page.close();
    if (child.exitCode === null) {
      child.kill("SIGTERM");
      await once(child, "exit");
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}
