import { existsSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../clusters/command.ts";
import { installPackages } from "../venue/apt-packages.ts";

const root = join(import.meta.dirname, "..", "..");

/** Compiles node-pty, whose install script is approved for tests and bench (scripts/approved-install-scripts.json), unless that was done. */
export async function nodePty(say: (line: string) => void, signal: AbortSignal): Promise<void> {
  if (existsSync(join(root, "node_modules", "node-pty", "build", "Release", "pty.node"))) return;
  if (!existsSync("/usr/bin/g++") || !existsSync("/usr/bin/make")) {
    say("installing a compiler for node-pty (g++, make, python3)");
    await installPackages(["g++", "make", "python3"], { signal });
  }
  say("compiling node-pty");
  await run("npm", ["rebuild", "node-pty", "--ignore-scripts=false"], { cwd: root, timeoutMs: 300_000, signal });
}
