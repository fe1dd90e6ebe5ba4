// Plain JavaScript for any Node from 18 on: brings node_modules, Node 24 and the built page up to date, then hands over to
// scripts/NAME.ts under Node 24. Everything here is safe to repeat and to interrupt, and says nothing when there is nothing to do.
import { spawn } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { clientIsCurrent, markClient } from "./bootstrap/client-build.mjs";
import { withLock } from "./bootstrap/lock.mjs";
import { modulesAreCurrent } from "./bootstrap/modules.mjs";
import { rootNeed, rootWords } from "./bootstrap/root.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const endings = ["SIGTERM", "SIGHUP", "SIGINT"];
const node = join(root, "node_modules", ".bin", "node");
/** Written when the install scripts that this project approves have run (approved-install-scripts.json; .npmrc keeps all others from running). */
const scriptsRan = join(root, "node_modules", ".tatami-install-scripts");

/** Makes everything current, the built page only where `page` says so, and runs scripts/NAME.ts with `args`, as root where it needs that; ends this process with its exit code. */
export async function bootstrap(name, args, { page }) {
  let words = [];
  try {
    // What is installed here stays the user's; a refusal comes before any of it.
    words = rootWords(rootNeed(name, args));
    await prepare(page);
  } catch (error) {
    console.error(`tatami: ${error.message}`);
    process.exit(1);
  }
  handOver(name, args, words);
}

async function prepare(page) {
  if (isCurrent(page)) return;
  await withLock(root, async () => {
    if (!modulesAreCurrent(root)) {
      say("installing npm packages (npm ci)");
      rmSync(scriptsRan, { force: true });
      await runQuietly("npm", ["ci"]);
    }
    if (!modulesAreCurrent(root, scriptsRan)) {
      say("fetching Node 24 (npm package `node`, the one install script that is approved)");
      await runQuietly("npm", ["rebuild", "node", "--ignore-scripts=false"]);
      await runQuietly(node, ["-e", "process.exit(process.versions.node.startsWith('24.') ? 0 : 1)"]);
      writeFileSync(scriptsRan, "");
    }
    if (page && !clientIsCurrent(root)) {
      say("building the page (vite)");
      await runQuietly(node, [join(root, "node_modules", "vite", "bin", "vite.js"), "build", "--logLevel", "warn"]);
      markClient(root);
    }
  });
}

function isCurrent(page) {
  return modulesAreCurrent(root, scriptsRan) && (!page || clientIsCurrent(root));
}

function say(words) {
  console.error(`tatami: ${words}`);
}

/** Runs a program and shows what it wrote only when it fails. */
function runQuietly(file, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const end = () => child.kill("SIGTERM");
    for (const signal of endings) process.once(signal, end);
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (output += data));
    child.on("error", (error) => reject(new Error(`${file} could not be started (${error.message}). Node.js comes with npm: install both, then try again.`)));
    child.on("close", (code) => {
      for (const signal of endings) process.off(signal, end);
      if (code === 0) return resolve();
      reject(new Error(`${[file, ...args].join(" ")} ended with ${code ?? "a signal"}. Put right what it says and start again:\n${output.trim().slice(-4000)}`));
    });
  });
}

/** Lives only for its child from here on: passes signals on and ends as the child ends. */
function handOver(name, args, words) {
  // What Node calls experimental there (SQLite, types taken out) is our choice, and nothing for an operator to act on.
  // Short-lived garbage may take 48 MB by default; a server that mostly passes bytes on needs far less, and a room's memory is better spent on clusters.
  const [file, ...rest] = [...words, node, "--max-semi-space-size=1", "--disable-warning=ExperimentalWarning", join(root, "scripts", `${name}.ts`), ...args];
  const child = spawn(file, rest, { stdio: "inherit" });
  // A user may not signal root's processes; sudo passes on what it gets.
  const pass = (signal) => (words.length === 0 ? child.kill(signal) : spawn("sudo", ["-n", "--", "kill", "-s", signal.slice(3), String(child.pid)], { stdio: "inherit" }).on("error", () => undefined));
  for (const signal of endings) {
    // Ctrl-C in a terminal reaches the child by itself; passed on it would count twice.
    process.on(signal, () => (signal === "SIGINT" && process.stdin.isTTY) || pass(signal));
  }
  child.on("error", (error) => {
    console.error(`tatami: ${file} could not be started: ${error.message}`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bootstrap(process.argv[2], process.argv.slice(3), { page: true });
