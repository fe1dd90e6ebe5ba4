import { chownSync } from "node:fs";
import { spawn, type IPty } from "node-pty";
import type { HolderConfig } from "./config.ts";
import { learnerEnvironment } from "./config.ts";
import type { TerminalSize } from "./holder.ts";
import { signalSession } from "./process-session.ts";
import { PtyInput } from "./pty-input.ts";
import { Ring } from "./ring.ts";
import type { Viewer } from "./viewer.ts";

/** A viewer this far behind counts as slow; when all are, the shell's program has to wait. */
const slowBytes = 64 * 1024;
/** Bulk output is collected for this long, or for {@link slowBytes}; the first output after a rest goes out at once. */
const batchMs = 4;
const endMs = 2_000;

/** node-pty keeps its other masters open in a new child: close them, so that a shell hears when its own terminal goes. */
const loginShell = 'for f in /proc/$$/fd/*; do f=${f##*/}; ((f > 2)) && eval "exec $f>&-"; done; unset f; exec -l bash --login';

/** node-pty's public typings leave out what its Unix terminal has. */
type UnixPty = IPty & { readonly fd: number; readonly ptsName: string };

/** A named shell on a pty with its newest output, alive whether or not somebody looks. */
export class Terminal {
  readonly name: string;
  readonly ring: Ring;
  size: TerminalSize;
  /** Undefined while the shell lives. */
  exitCode: number | undefined;
  /** Its shell was ended, and nobody can open this one again. */
  closed = false;
  readonly #config: HolderConfig;
  readonly #viewers = new Set<Viewer>();
  #pty: UnixPty | undefined;
  #input: PtyInput | undefined;
  #paused = false;
  #batch: NodeJS.Timeout | undefined;
  #lastFlush = 0;
  #unsent = 0;

  constructor(name: string, size: TerminalSize, config: HolderConfig) {
    this.name = name;
    this.size = size;
    this.#config = config;
    this.ring = new Ring(config.keptBytes);
  }

  /** Starts a login shell; after one has ended, another one in the same terminal, whose byte numbers go on. */
  start(): void {
    const { uid, gid, home } = this.#config.learner;
    this.exitCode = undefined;
    this.#paused = false;
    const pty = spawn("/bin/bash", ["-c", loginShell], {
      name: "xterm-256color",
      cols: this.size.columns,
      rows: this.size.rows,
      cwd: home,
      env: { ...learnerEnvironment(this.#config), TERM: "xterm-256color", COLORTERM: "truecolor" },
      encoding: null,
      ...(uid === undefined ? {} : { uid, gid: gid ?? uid }),
    }) as UnixPty;
    if (uid !== undefined) own(pty.ptsName, uid);
    this.#pty = pty;
    this.#input = new PtyInput(pty.fd);
    pty.onData((data) => this.#take(data as unknown as Buffer));
    pty.onExit(({ exitCode, signal }) => this.#ended(signal ? 128 + signal : exitCode));
  }

  /** The shell's process; undefined while there is none. */
  get pid(): number | undefined {
    return this.#pty?.pid;
  }

  attach(viewer: Viewer): void {
    this.#viewers.add(viewer);
    viewer.flush();
    if (this.exitCode !== undefined) viewer.finish(this.exitCode);
    this.adjustFlow();
  }

  detach(viewer: Viewer): void {
    this.#viewers.delete(viewer);
    this.adjustFlow();
  }

  /** Must be called whenever a viewer came, went or sent something. */
  adjustFlow(): void {
    const wait = this.#viewers.size > 0 && [...this.#viewers].every((viewer) => viewer.behind > slowBytes);
    if (wait === this.#paused || !this.#pty) return;
    this.#paused = wait;
    if (wait) this.#pty.pause();
    else this.#pty.resume();
  }

  write(data: Buffer): void {
    this.#input?.write(data);
  }

  resize(size: TerminalSize): void {
    this.size = size;
    this.#pty?.resize(size.columns, size.rows);
  }

  /** Ends the shell as a closed window does. */
  close(): void {
    this.closed = true;
    const pty = this.#pty;
    if (!pty) return;
    signalSession(pty.pid, "SIGHUP");
    signalSession(pty.pid, "SIGCONT");
    pty.resume();
    setTimeout(() => {
      if (this.#pty === pty) pty.kill("SIGKILL");
    }, endMs).unref();
  }

  #take(data: Buffer): void {
    this.ring.append(data);
    this.#unsent += data.length;
    if (this.#viewers.size === 0) return;
    if (this.#unsent >= slowBytes || performance.now() - this.#lastFlush > batchMs) this.#flush();
    else this.#batch ??= setTimeout(() => this.#flush(), batchMs);
  }

  #flush(): void {
    clearTimeout(this.#batch);
    this.#batch = undefined;
    this.#unsent = 0;
    for (const viewer of this.#viewers) viewer.flush();
    this.#lastFlush = performance.now();
    this.adjustFlow();
  }

  #ended(exitCode: number): void {
    this.#input?.stop();
    this.#input = undefined;
    this.#pty = undefined;
    this.exitCode = exitCode;
    for (const viewer of this.#viewers) viewer.finish(exitCode);
  }
}

/** Opening /dev/stdout or /dev/stderr by name checks the pty's owner, which a real login sets, too. Without CAP_CHOWN the rest still works. */
function own(path: string, uid: number): void {
  try {
    chownSync(path, uid, -1);
  } catch (error) {
    process.stderr.write(`the learner cannot open their terminal by name: ${(error as Error).message}\n`);
  }
}
